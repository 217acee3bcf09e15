package io.rtsper.payload.data;

/** What the first bytes of a packet say of whether a document or a unit of data begins there. */
enum Beginning {

  /** They don't look like it. */
  NONE,

  /** They look like it, but may also stand within one. */
  LIKELY,

  /** They stand nowhere else. */
  CERTAIN
}
