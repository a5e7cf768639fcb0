/** Where in a drawing the values are, in px. */
export interface Plot {
  left: number;
  top: number;
  width: number;
  height: number;
  /** The value at the top. */
  most: number;
}
