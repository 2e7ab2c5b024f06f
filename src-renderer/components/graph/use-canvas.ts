import { onMounted, onScopeDispose, type Ref, type ShallowRef, shallowRef, watch } from 'vue';
import { drawScene, type SceneView } from '../../graph/draw-scene.ts';
import type { Scene } from '../../graph/scene.ts';
import { type GraphTheme, readTheme } from '../../graph/theme.ts';

/** Keeps the canvas true: drawn at most once a frame, sharp on every screen, in the colours of the theme. */
export function useCanvas(parts: {
  readonly canvas: Readonly<Ref<HTMLCanvasElement | null>>;
  readonly probe: Readonly<Ref<HTMLElement | null>>;
  readonly scene: () => Scene;
  readonly view: () => Omit<SceneView, 'theme' | 'pixelRatio'>;
}): { readonly theme: Readonly<ShallowRef<GraphTheme | null>> } {
  const theme = shallowRef<GraphTheme | null>(null);
  let frame = 0;

  function draw(): void {
    frame = 0;
    const canvas = parts.canvas.value;
    const context = canvas?.getContext('2d');
    if (!canvas || !context || theme.value === null) return;
    const view = parts.view();
    const pixelRatio = devicePixelRatio;
    const width = Math.round(view.size.width * pixelRatio);
    const height = Math.round(view.size.height * pixelRatio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    drawScene(context, parts.scene(), { ...view, theme: theme.value, pixelRatio });
  }

  function request(): void {
    if (frame === 0) frame = requestAnimationFrame(draw);
  }

  function refreshTheme(): void {
    if (parts.probe.value !== null) theme.value = readTheme(parts.probe.value);
    request();
  }

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const switched = new MutationObserver(refreshTheme);

  onMounted(() => {
    refreshTheme();
    dark.addEventListener('change', refreshTheme);
    addEventListener('resize', request);
    switched.observe(document.documentElement, { attributeFilter: ['class', 'style', 'data-theme'] });
    document.fonts.ready.then(request);
  });
  watch([parts.scene, parts.view], request);
  onScopeDispose(() => {
    cancelAnimationFrame(frame);
    switched.disconnect();
    dark.removeEventListener('change', refreshTheme);
    removeEventListener('resize', request);
  });
  return { theme };
}
