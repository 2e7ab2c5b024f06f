import { join } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { readJsonFile, writeJsonFile } from '../storage/json-file.ts';

export type WindowState = { readonly bounds: Partial<Rectangle>; readonly maximized: boolean };

const first: WindowState = { bounds: { width: 1360, height: 880 }, maximized: false };

/** Where the window was when it was last closed, if that is still on a screen. */
export async function readWindowState(folder: string): Promise<WindowState> {
  const content = await readJsonFile(join(folder, 'window.json')).catch(() => null);
  if (!isRecord(content) || !isRecord(content.bounds)) return first;
  const { x, y, width, height } = content.bounds;
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return first;
  const bounds = { x, y, width: Math.max(width, 640), height: Math.max(height, 480) };
  const visible = screen.getAllDisplays().some(({ workArea }) => overlap(workArea, bounds));
  return { bounds: visible ? bounds : first.bounds, maximized: content.maximized === true };
}

/** A window that cannot be remembered is no reason to keep the program from ending. */
export function rememberWindowState(window: BrowserWindow, folder: string): void {
  window.on('close', () => {
    const state = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    writeJsonFile(join(folder, 'window.json'), state).catch(console.error);
  });
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
