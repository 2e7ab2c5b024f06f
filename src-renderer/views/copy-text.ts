import { useMessages } from '../stores/messages.ts';
import { t } from '../text/text.ts';

/** Puts a text on the clipboard, and says so. */
export async function copyText(text: string): Promise<void> {
  const messages = useMessages();
  try {
    await navigator.clipboard.writeText(text);
    messages.say('success', t('changes.copied'));
  } catch (error) {
    messages.report(error);
  }
}
