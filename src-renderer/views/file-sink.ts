import { isDismissed, saveFile } from './save-file.ts';

type Picker = (options: {
  readonly suggestedName: string;
  readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
}) => Promise<FileSystemFileHandle>;

declare global {
  interface Window {
    /** Only some browsers have it. https://developer.mozilla.org/docs/Web/API/Window/showSaveFilePicker */
    showSaveFilePicker?: Picker;
  }
}

/** A file that is written piece by piece. Either `close` or `abort` ends it; after `abort` there is no file. */
export type FileSink = {
  /** As the user named it. */
  readonly name: string;
  write(text: string): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
};

/**
 * A file at a place that the user chooses, written while it grows; where a browser cannot do that, a download once it is
 * whole. null: the user chose none.
 */
export async function openFile(name: string, type: string): Promise<FileSink | null> {
  if (window.showSaveFilePicker === undefined) return download(name, type);
  try {
    const ending = name.slice(name.lastIndexOf('.'));
    const handle = await window.showSaveFilePicker({
      suggestedName: name,
      types: [{ accept: { [type]: [ending] } }],
    });
    const stream = await handle.createWritable();
    return {
      name: handle.name,
      write: (text) => stream.write(text),
      close: () => stream.close(),
      abort: () => stream.abort(),
    };
  } catch (error) {
    if (isDismissed(error)) return null;
    // A shell may forbid it; what is downloaded is asked for by other ways.
    return download(name, type);
  }
}

function download(name: string, type: string): FileSink {
  // The browser keeps blobs where it likes, on disk if they are large; texts would stay in memory.
  let parts: Blob[] = [];
  return {
    name,
    async write(text) {
      parts.push(new Blob([text]));
    },
    async close() {
      saveFile(new Blob(parts, { type }), name);
    },
    async abort() {
      parts = [];
    },
  };
}

/** What every system takes as the name of a file. */
export function fileName(name: string, otherwise: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_.-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '') || otherwise;
}
