import type { Page } from '@playwright/test';
import { cancellableEvent } from './event.ts';
import { electronUrl } from './protocol.ts';
import { tell } from './tell.ts';
import type { WebContents } from './web-contents.ts';

/** Asks `will-navigate` before the page goes elsewhere, and the window open handler about each window it opens. */
export async function guardNavigation(page: Page, contents: WebContents): Promise<void> {
  await page.route('**/*', (route) => {
    const request = route.request();
    const leaves = request.isNavigationRequest() && request.frame() === page.mainFrame();
    // The first page, and a reload, are the program's own doing.
    const own = page.url() === 'about:blank' || page.url() === request.url();
    if (!leaves || own) return route.continue();
    const event = { ...cancellableEvent(), url: electronUrl(request.url()) };
    contents.emit('will-navigate', event, event.url);
    return event.defaultPrevented ? route.abort() : route.continue();
  });
  page.on('popup', (popup) => {
    const url = electronUrl(popup.url());
    const decision = contents.openHandler?.({ url });
    if (decision?.action !== 'deny') tell('window-opened', url);
    void popup.close();
  });
}
