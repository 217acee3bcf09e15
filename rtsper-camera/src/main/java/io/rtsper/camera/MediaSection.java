package io.rtsper.camera;

/**
 * One {@code m=} section of the description that the camera gives.
 *
 * @param index its place, from 0
 * @param media the media type, such as {@code video}
 * @param control the value of its {@code a=control}, empty if there is none
 * @param payloadType the first payload type
 * @param clipTrack the clip's track that it plays, or -1 for none
 */
record MediaSection(int index, String media, String control, int payloadType, int clipTrack) {}
