import { computed, onMounted, onScopeDispose, type Ref, shallowRef, watch } from 'vue';
import type { Arrangement } from '../../graph/arrangement.ts';
import { type Camera, centreOn, moveBy, showAll, toDrawing } from '../../graph/camera.ts';
import { centre, type Point, type Rect, type Size } from '../../graph/geometry.ts';
import type { Scene } from '../../graph/scene.ts';

const barHeight = 44;
const panelWidth = 308;
const readable = 0.85;

/** The size of the viewport, and the cameras that show all, or one card. */
export function useOverview(parts: {
  readonly viewport: Readonly<Ref<HTMLElement | null>>;
  readonly arrangement: Readonly<Ref<Arrangement | null>>;
  readonly scene: () => Scene;
  readonly camera: () => Camera;
  readonly set: (camera: Camera) => void;
  readonly glide: (camera: Camera) => void;
  readonly size: Ref<Size>;
  readonly hasPanel: () => boolean;
}) {
  const { size } = parts;
  /** What nothing lies upon. */
  const free = computed(() => {
    const { width, height } = size.value;
    const taken = parts.hasPanel() && width > 2 * panelWidth ? panelWidth : 0;
    return { width: width - taken, height };
  });
  /** Who comes back to an arrangement finds it as it was left. */
  const cameras = new WeakMap<Arrangement, Camera>();

  /** All of it, below the bar and beside the panel. */
  function overview(bounds: Rect): Camera {
    const { width, height } = free.value;
    return moveBy(showAll(bounds, { width, height: height - barHeight }, 24), 0, barHeight);
  }

  function fitAll(): void {
    const { bounds } = parts.scene();
    if (bounds !== null) parts.glide(overview(bounds));
  }

  function rectOf(key: string): Rect | undefined {
    return parts.scene().cards.find(({ card }) => card.key === key)?.rect;
  }

  function goTo(key: string): boolean {
    const rect = rectOf(key);
    if (rect === undefined) return false;
    parts.glide(centreOn(centre(rect), free.value, Math.max(parts.camera().zoom, readable)));
    return true;
  }

  /** The card in the middle of what is seen. */
  function nearest(): string | null {
    const middle = toDrawing(parts.camera(), { x: size.value.width / 2, y: size.value.height / 2 });
    const far = (point: Point) => Math.hypot(point.x - middle.x, point.y - middle.y);
    const sorted = parts.scene().cards.toSorted((a, b) => far(centre(a.rect)) - far(centre(b.rect)));
    return sorted[0]?.card.key ?? null;
  }

  const fitted = shallowRef<Arrangement | null>(null);
  watch([parts.arrangement, size], () => {
    const arrangement = parts.arrangement.value;
    if (arrangement === null || arrangement === fitted.value || size.value.width === 0) return;
    if (fitted.value !== null) cameras.set(fitted.value, parts.camera());
    const isFirst = fitted.value === null;
    fitted.value = arrangement;
    const { bounds } = parts.scene();
    const camera = cameras.get(arrangement) ?? (bounds === null ? null : overview(bounds));
    if (camera !== null) parts.set(camera);
    if (isFirst) measurePaint();
  });

  const resized = new ResizeObserver(([entry]) => {
    // Out of the page, while another tab is shown, it has no size; the last one stays right.
    if (entry && entry.contentRect.width > 0)
      size.value = { width: entry.contentRect.width, height: entry.contentRect.height };
  });
  onMounted(() => {
    if (parts.viewport.value) resized.observe(parts.viewport.value);
  });
  onScopeDispose(() => resized.disconnect());

  return { fitAll, rectOf, goTo, nearest };
}

/** From a layout to the frame after the one in which it was drawn: then it is on the screen. */
function measurePaint(): void {
  const start = performance.now();
  requestAnimationFrame(() => requestAnimationFrame(() => performance.measure('graph.paint', { start })));
}
