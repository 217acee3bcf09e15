package io.rtsper.payload.nal;

/**
 * What a sender's access units have been like so far: how they begin and end. By that it can be
 * told whether one that comes after a loss has its beginning.
 */
final class SenderHabits {

  private boolean parametersFirst;
  private boolean markers;
  private boolean missingMarkers;
  private boolean falseMarkers;
  private boolean delimiters;
  private boolean othersBeforeParameters;
  private boolean keysBeginWithPicture;

  void forget() {
    parametersFirst = false;
    markers = false;
    missingMarkers = false;
    falseMarkers = false;
    delimiters = false;
    othersBeforeParameters = false;
    keysBeginWithPicture = false;
  }

  /** Returns whether each access unit so far ended with the marker. */
  boolean hasMarkers() {
    return markers && !missingMarkers;
  }

  /** Returns whether the marker was seen before the end of an access unit. */
  boolean hasFalseMarkers() {
    return falseMarkers;
  }

  void noteFalseMarker() {
    falseMarkers = true;
  }

  /**
   * Notes a unit.
   *
   * @param afterOthers whether it comes before the picture, and behind more than a delimiter
   */
  void note(UnitKind kind, boolean afterOthers) {
    delimiters |= kind == UnitKind.DELIMITER;
    othersBeforeParameters |= kind == UnitKind.FIRST_PARAMETERS && afterOthers;
  }

  /** Notes that an access unit had its beginning, and that was a parameter set. */
  void noteParametersFirst() {
    parametersFirst = true;
  }

  /** Notes the end of an access unit. */
  void noteEnd(boolean byMarker, boolean missingMarker) {
    markers |= byMarker;
    missingMarkers |= missingMarker;
  }

  /** Notes with what a key frame that is whole began. */
  void noteKeyFrame(boolean beganWithPicture) {
    keysBeginWithPicture = beganWithPicture;
  }

  /** Returns whether no access unit begins before such a unit, as far as is known. */
  boolean beginWith(UnitKind kind, NalSyntax syntax) {
    return switch (kind) {
      case DELIMITER -> true;
      case FIRST_PARAMETERS -> parametersFirst && !delimiters && !othersBeforeParameters;
      case NEW_PICTURE -> keysBeginWithPicture && syntax.isKeyPicture() && syntax.isFirstSlice();
      default -> false;
    };
  }
}
