declare global {
  interface Window {
    /** https://developer.mozilla.org/en-US/docs/Web/API/Window/showDirectoryPicker; absent in Firefox and Safari. */
    showDirectoryPicker?(options: { readonly mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>;
  }
}

/** As a browser saves a file: to the folder for downloads, or where its user says. */
export function saveFile(contents: Blob | string, name: string): void {
  const blob = typeof contents === 'string' ? new Blob([contents], { type: 'text/plain' }) : contents;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then, and holds what it needs.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** Into a folder that the user chooses, with the folders of the paths in it. false: none was chosen. */
export async function saveToFolder(
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<boolean> {
  const root = await chosenFolder();
  if (root === null) return false;
  for (const { path, text } of files) {
    const folders = path.split('/');
    const name = folders.pop() ?? '';
    let folder = root;
    for (const part of folders) folder = await folder.getDirectoryHandle(part, { create: true });
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
  return true;
}

async function chosenFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return (await window.showDirectoryPicker?.({ mode: 'readwrite' })) ?? null;
  } catch (error) {
    if (isDismissed(error)) return null;
    throw error;
  }
}

/** Whether the user closed the browser's picker without a choice. */
export function isDismissed(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
