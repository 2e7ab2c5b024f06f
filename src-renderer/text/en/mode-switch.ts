export const modeSwitch = {} as const;
