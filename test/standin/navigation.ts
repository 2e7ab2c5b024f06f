import type { Page } from '@playwright/test';
import { cancellableEvent } from './event.ts';
import { electronUrl } from './protocol.ts';
import { tell } from './tell.ts';
import type { WebContents } from './web-contents.ts';

/** Asks `will-navigate` before the page goes elsewhere, and the window open handler about each window it opens. */
export async function guardNavigation(page: Page, contents: WebContents): Promise<void> {
  await page.route('**/*', (route) => {
    const request = route.request();
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return route.continue();
    const url = electronUrl(request.url());
    if (isOwnDoing(page.url(), request.url())) return enter();
    const event = { ...cancellableEvent(), url };
    contents.emit('will-navigate', event, url);
    // An answer without content leaves the page where it is; a failed request would not.
    return event.defaultPrevented ? route.fulfill({ status: 204 }) : enter();

    function enter() {
      contents.emit('did-start-navigation', { url, isMainFrame: true, isSameDocument: false });
      return route.continue();
    }
  });
  const ask = (address: string) => {
    const url = electronUrl(address);
    if (contents.openHandler?.({ url }).action !== 'deny') tell('window-opened', url);
  };
  // Scripts are denied their windows here and not by a popup, which says late, and at times never, what it would load.
  await page.exposeBinding('standinOpen', (_, address: string) => ask(address));
  await page.addInitScript(() => {
    const refuse = (address = 'about:blank') => {
      const standin: unknown = Reflect.get(window, 'standinOpen');
      if (typeof standin === 'function') standin(new URL(address, window.location.href).href);
      return null;
    };
    Object.defineProperty(window, 'open', { value: refuse });
  });
  // A link with a target of its own. Its window is seen only once it has loaded something: it never needs the real thing.
  await page.context().route('**/*', (route) => route.fulfill({ status: 200, body: '' }));
  page.on('popup', (popup) => {
    ask(popup.url());
    void popup.close();
  });
}

/** The program loads the first page, and loads it anew. */
function isOwnDoing(current: string, next: string): boolean {
  const [page] = current.split('#', 1);
  const [wanted] = next.split('#', 1);
  return current === 'about:blank' || page === wanted;
}
