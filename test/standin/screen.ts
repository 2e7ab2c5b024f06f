const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
const display = {
  id: 1,
  scaleFactor: 1,
  bounds,
  workArea: bounds,
  workAreaSize: { width: 1920, height: 1080 },
};

/** One display. */
export const screen = {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
};
