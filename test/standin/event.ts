export type CancellableEvent = { defaultPrevented: boolean; preventDefault(): void };

export function cancellableEvent(): CancellableEvent {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
