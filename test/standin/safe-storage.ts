import type { SafeStorage } from 'electron';

const mark = 'standin:';

type Used = 'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString';

/** Hides nothing: there is no system key store to borrow in a test. */
export const safeStorage: Pick<SafeStorage, Used> = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text) => Buffer.from(mark + Buffer.from(text).toString('base64')),
  decryptString(bytes) {
    const text = bytes.toString();
    if (!text.startsWith(mark))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.');
    return Buffer.from(text.slice(mark.length), 'base64').toString();
  },
};
