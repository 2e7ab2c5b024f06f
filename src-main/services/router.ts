import { implement } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import { emittedEvents } from './emitted-events.ts';
import { isStream, toORPCError, withMappedErrors } from './errors.ts';
import { parseConnectionUrl } from './find-dialect.ts';
import { reloadModel } from './models.ts';
import { recordsScript } from './record-script.ts';
import { countRecords, recordsPage } from './records.ts';
import { referencedBy } from './referenced-by.ts';
import type { Services } from './services.ts';
import { suggestRelations } from './suggestions.ts';
import { testConnection } from './test-connection.ts';

/** `client`: who asks. What it opens is closed when it goes. */
export type RequestContext = { readonly client: string };

/** Binds each method of the contract to the service that does it. */
export function createRouter(services: Services) {
  const { dialects, saved, connections, relations, relationEdits, changes, history } = services;
  const { audit, repairs, indexes, modeSwitch } = services;
  const api = implement(contract)
    .$context<RequestContext>()
    .use(async ({ next, path, signal }) => {
      const method = path.join('.');
      try {
        const result = await next();
        const { output } = result;
        return isStream(output) ? { ...result, output: withMappedErrors(output, method, signal) } : result;
      } catch (error) {
        throw toORPCError(error, method, signal);
      }
    });

  return api.router({
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
    relations: {
      declare: api.relations.declare.handler(({ input }) =>
        relations.declare(connections.get(input.connection), input.relation),
      ),
      edit: api.relations.edit.handler(({ input: { connection, id, ...actions }, signal }) =>
        relationEdits.edit(connections.get(connection), id, actions, signal),
      ),
      validate: api.relations.validate.handler(({ input: { connection, id }, signal }) =>
        relationEdits.validate(connections.get(connection), id, signal),
      ),
      apply: api.relations.apply.handler(({ input, signal }) => relationEdits.apply(input.plan, signal)),
      repoint: api.relations.repoint.handler(({ input: { connection, id, ...sides } }) =>
        relations.repoint(connections.get(connection), id, sides),
      ),
      adopt: api.relations.adopt.handler(({ input }) =>
        relations.adopt(connections.get(input.connection), input.ids),
      ),
      ignoreIndex: api.relations.ignoreIndex.handler(({ input }) =>
        relations.ignoreIndex(connections.get(input.connection), input.id, input.ignore),
      ),
      suggest: api.relations.suggest.handler(({ input, signal }) =>
        suggestRelations(connections.get(input.connection), input.budgetMs, signal),
      ),
      forget: api.relations.forget.handler(({ input }) =>
        relations.forget(connections.get(input.connection), input.id),
      ),
    },
    records: {
      page: api.records.page.handler(({ input, signal }) =>
        recordsPage(connections.get(input.connection), input, signal),
      ),
      referencedBy: api.records.referencedBy.handler(({ input, signal }) =>
        referencedBy(connections.get(input.connection), input, signal),
      ),
      script: api.records.script.handler(({ input }) =>
        recordsScript(connections.get(input.connection), input),
      ),
      count: api.records.count.handler(({ input, signal }) =>
        countRecords(connections.get(input.connection), input, signal),
      ),
    },
    changes: {
      preview: api.changes.preview.handler(({ input, signal }) =>
        emittedEvents((onProgress) => {
          const { limit } = input;
          return changes.preview(connections.get(input.connection), input.changes, {
            signal,
            onProgress,
            limit,
          });
        }),
      ),
      rows: api.changes.rows.handler(({ input, signal }) =>
        changes.rows(input.plan, input.effect, input.after ?? null, input.limit, signal),
      ),
      apply: api.changes.apply.handler(({ input, signal }) =>
        emittedEvents((onProgress) => changes.apply(input.plan, { signal, onProgress })),
      ),
      discard: api.changes.discard.handler(({ input }) => {
        changes.discard(input.plan);
        return {};
      }),
    },
    history: {
      list: api.history.list.handler(({ input, signal }) =>
        history.list(connections.get(input.connection), signal),
      ),
      undo: api.history.undo.handler(({ input, signal }) =>
        emittedEvents((onProgress) => history.undo(input.entry, { signal, onProgress })),
      ),
    },
    integrity: {
      audit: api.integrity.audit.handler(({ input, signal }) => {
        const { connection, ...asked } = input;
        return audit(connections.get(connection), asked, signal);
      }),
      repair: api.integrity.repair.handler(({ input, signal }) => {
        const { connection, ...asked } = input;
        return repairs.repair(connections.get(connection), asked, signal);
      }),
      applyInBatches: api.integrity.applyInBatches.handler(({ input, signal }) =>
        repairs.applyInBatches(input.plan, input.batch, signal),
      ),
    },
    indexes: {
      preview: api.indexes.preview.handler(({ input, signal }) =>
        indexes.preview(connections.get(input.connection), input.findings, signal),
      ),
      apply: api.indexes.apply.handler(({ input, signal }) => indexes.apply(input.plan, signal)),
    },
    mode: {
      preview: api.mode.preview.handler(({ input, signal }) =>
        modeSwitch.preview(connections.get(input.connection), input.to, input.decisions, signal),
      ),
      apply: api.mode.apply.handler(({ input, signal }) => modeSwitch.apply(input.plan, signal)),
      export: api.mode.export.handler(({ input }) => modeSwitch.export(input.plan, input.as, input.folder)),
      interrupted: api.mode.interrupted.handler(({ input, signal }) =>
        modeSwitch.interrupted(connections.get(input.connection), signal),
      ),
      resume: api.mode.resume.handler(({ input, signal }) =>
        modeSwitch.resume(connections.get(input.connection), signal),
      ),
      goBack: api.mode.goBack.handler(({ input, signal }) =>
        modeSwitch.goBack(connections.get(input.connection), signal),
      ),
    },
  });
}

export type ServiceRouter = ReturnType<typeof createRouter>;
