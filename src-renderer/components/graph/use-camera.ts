import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { between, type Camera, zoomAt } from '../../graph/camera.ts';
import type { Size } from '../../graph/geometry.ts';

const glideMilliseconds = 220;
const restMilliseconds = 160;

/** The camera, set at once or by gliding (unless less motion is asked for). */
export function useCamera(size: () => Size) {
  const camera = shallowRef<Camera>({ x: 0, y: 0, zoom: 1 });
  /** While it is, cards are shifted as they were painted; once it rests, they are painted sharp. */
  const moving = ref(false);
  let frame = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  watch(camera, () => {
    moving.value = true;
    clearTimeout(rest);
    rest = setTimeout(() => {
      moving.value = false;
    }, restMilliseconds);
  });

  function set(next: Camera): void {
    cancelAnimationFrame(frame);
    camera.value = next;
  }

  function glide(to: Camera): void {
    cancelAnimationFrame(frame);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      camera.value = to;
      return;
    }
    const from = camera.value;
    const start = performance.now();
    const step = (now: number) => {
      const passed = Math.min(1, (now - start) / glideMilliseconds);
      camera.value = passed === 1 ? to : between(from, to, 1 - (1 - Math.max(0, passed)) ** 3);
      if (passed < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  }

  function zoomBy(factor: number): void {
    const { width, height } = size();
    glide(zoomAt(camera.value, { x: width / 2, y: height / 2 }, factor));
  }

  onScopeDispose(() => {
    cancelAnimationFrame(frame);
    clearTimeout(rest);
  });
  return { camera, moving, set, glide, zoomBy };
}
