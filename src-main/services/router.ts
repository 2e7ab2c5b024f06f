import { implement } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import { toORPCError } from './errors.ts';
import { parseConnectionUrl } from './find-dialect.ts';
import { reloadModel } from './models.ts';
import { recordsPage } from './records.ts';
import type { Services } from './services.ts';
import { testConnection } from './test-connection.ts';

/** `client`: who asks. What it opens is closed when it goes. */
export type RequestContext = { readonly client: string };

/** Binds each method of the contract to the service that does it. */
export function createRouter(services: Services) {
  const { dialects, saved, connections } = services;
  const api = implement(contract)
    .$context<RequestContext>()
    .use(async ({ next, path, signal }) => {
      const method = path.join('.');
      try {
        const result = await next();
        const { output } = result;
        return isGenerator(output) ? { ...result, output: mapErrors(output, method, signal) } : result;
      } catch (error) {
        throw toORPCError(error, method, signal);
      }
    });

  return {
    dialects: {
      list: api.dialects.list.handler(() => dialects.map(({ info }) => info)),
    },
    connections: {
      list: api.connections.list.handler(() => saved.list()),
      save: api.connections.save.handler(({ input }) => saved.save(input.connection)),
      remove: api.connections.remove.handler(({ input }) => saved.remove(input.id)),
      test: api.connections.test.handler(({ input }) => testConnection(dialects, saved, input)),
      parse: api.connections.parse.handler(({ input }) => {
        const { dialect, settings } = parseConnectionUrl(dialects, input.url.trim());
        return { dialect: dialect.info.id, settings };
      }),
      sample: api.connections.sample.handler(async () => ({ url: await services.sampleUrl() })),
      open: api.connections.open.handler(({ input, context, signal }) =>
        connections.open(input, context.client, signal),
      ),
      close: api.connections.close.handler(async ({ input }) => {
        await connections.close(input.connection);
        return {};
      }),
      log: api.connections.log.handler(({ input, signal }) =>
        connections.log(input.connection).follow(signal),
      ),
    },
    model: {
      get: api.model.get.handler(({ input }) => connections.get(input.connection).model),
      reload: api.model.reload.handler(({ input, signal }) =>
        reloadModel(connections.get(input.connection), signal),
      ),
    },
    records: {
      page: api.records.page.handler(({ input, signal }) =>
        recordsPage(connections.get(input.connection), input, signal),
      ),
    },
  };
}

export type ServiceRouter = ReturnType<typeof createRouter>;

function isGenerator(output: unknown): output is AsyncGenerator<unknown, unknown, undefined> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}

/** What fails while events are streaming must look the same as what fails before. */
async function* mapErrors(
  events: AsyncGenerator<unknown, unknown, undefined>,
  method: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown, unknown, undefined> {
  try {
    return yield* events;
  } catch (error) {
    throw toORPCError(error, method, signal);
  }
}
