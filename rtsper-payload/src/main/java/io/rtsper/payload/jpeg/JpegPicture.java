package io.rtsper.payload.jpeg;

/**
 * What the packets say of a picture.
 *
 * @param width pixels
 * @param height lines
 * @param halfHeight whether there is a sample of colour on every other line only, 4:2:0
 * @param restartInterval how many blocks lie between restart markers; 0 if there are none
 * @param field whether it is one field of an interlaced picture
 */
record JpegPicture(int width, int height, boolean halfHeight, int restartInterval, boolean field) {}
