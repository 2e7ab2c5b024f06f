/** On the screen, or in a picture that nobody sees before it is done. */
export type Canvas2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
