import { contextBridge, ipcRenderer } from 'electron';
import type { Pipe, PipeMessage } from '../contract/pipe.ts';
import { channel } from './channel.ts';

/** All that the page gets of this computer. What crosses it is judged on the other side. */
const pipe: Pipe = {
  postMessage: (message) => ipcRenderer.send(channel, message),
  onMessage(listener) {
    ipcRenderer.on(channel, (_event, message: PipeMessage) => listener(message));
  },
};

contextBridge.exposeInMainWorld('referee', pipe);
