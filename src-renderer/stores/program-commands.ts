import { onMenu, onOpen, openFirst } from '../client.ts';
import { useConnections } from './connections.ts';
import { useSession } from './session.ts';
import { useWorkbench } from './workbench.ts';

/** Does what the program around the page asks for: its menu, files opened with it, and the database it was started with. */
export function followProgram(): void {
  const session = useSession();
  const connections = useConnections();
  const workbench = useWorkbench();

  onMenu((command) => {
    const commands: Record<typeof command, () => void> = {
      newConnection: () =>
        leaveThen(() => {
          connections.editing = 'new';
        }),
      openSample: () => leaveThen(() => void session.openSample()),
      reload: () => void (workbench.opened === null ? session.attempt(connections.load) : session.reload()),
      closeConnection: () => leaveThen(() => {}),
    };
    commands[command]();
  });
  onOpen((url) => leaveThen(() => void session.open({ url })));
  if (openFirst !== null) void session.open({ url: openFirst });

  function leaveThen(next: () => void): void {
    if (workbench.opened === null) next();
    else void session.leave(next);
  }
}
