import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { resultOf } from '../../src-main/contract/result-of.ts';
import type { RecordsPage, SwitchEvent } from '../../src-main/contract/results.ts';
import type { Table } from '../../src-main/model/catalog.ts';
import type { Filter } from '../../src-main/model/change.ts';
import type { MigrationPlan } from '../../src-main/model/migration.ts';
import type { RelationModel } from '../../src-main/model/relation.ts';
import { client, toProblem } from '../client.ts';
import type { Problem } from '../format/message.ts';
import { useWorkbench } from './workbench.ts';

export type MendingKind = 'indexes' | 'validation';

type Step = Extract<SwitchEvent, { kind: 'step' }>;

/** Steps that change no rows but the schema: missing indexes, and the validation of a foreign key. */
export const useMending = defineStore('mending', () => {
  /** null: nothing is planned. */
  const kind = shallowRef<MendingKind | null>(null);
  const plan = shallowRef<MigrationPlan | null>(null);
  /** The relations whose findings it mends. */
  const relations = shallowRef<readonly string[]>([]);
  const planning = shallowRef(false);
  const applying = shallowRef(false);
  const progress = shallowRef<Step | null>(null);
  const problem = shallowRef<Problem | null>(null);
  let request: AbortController | null = null;

  const previewIndexes = (findings: readonly { readonly id: string; readonly relation: string | null }[]) =>
    preview('indexes', findings, (connection) =>
      client.indexes.preview({ connection, findings: findings.map(({ id }) => id) }),
    );

  const previewValidation = (finding: { readonly relation: string | null }) =>
    preview('validation', [finding], (connection) =>
      client.relations.validate({ connection, id: finding.relation ?? '' }),
    );

  async function preview(
    what: MendingKind,
    about: readonly { readonly relation: string | null }[],
    ask: (connection: string) => PromiseLike<MigrationPlan>,
  ): Promise<void> {
    kind.value = what;
    relations.value = about.flatMap(({ relation }) => relation ?? []);
    plan.value = null;
    problem.value = null;
    progress.value = null;
    planning.value = true;
    try {
      const next = await ask(useWorkbench().handle());
      if (kind.value === what) plan.value = next;
    } catch (error) {
      problem.value = toProblem(error);
    } finally {
      planning.value = false;
    }
  }

  /** Gives the model afterwards; null: it failed, which is said. */
  async function apply(): Promise<RelationModel | null> {
    const held = plan.value;
    if (held === null || kind.value === null || applying.value) return null;
    const own = new AbortController();
    request = own;
    const { signal } = own;
    const methods = { indexes: client.indexes.apply, validation: client.relations.apply };
    applying.value = true;
    problem.value = null;
    try {
      const model = await resultOf(methods[kind.value]({ plan: held.plan }, { signal }), (event) => {
        if (event.kind === 'step') progress.value = event;
      });
      useWorkbench().setModel(model);
      leave();
      return model;
    } catch (error) {
      problem.value = toProblem(error, signal);
      await useWorkbench()
        .reload()
        .catch(() => {});
      return null;
    } finally {
      applying.value = false;
      request = null;
    }
  }

  /** Between two steps; what is done stays. */
  function cancel(): void {
    request?.abort();
  }

  function leave(): void {
    kind.value = null;
    plan.value = null;
  }

  /** The first rows of a table, to choose one from. */
  async function rowsOf(table: Table, search: string): Promise<RecordsPage> {
    const named = table.columns.filter(({ kind: of }) => of !== 'bytes' && of !== 'json');
    const terms = named.map(({ name }): Filter => ({ column: name, op: 'contains', value: search }));
    return client.records.page({
      connection: useWorkbench().handle(),
      table: { schema: table.schema, name: table.name },
      columns: table.columns.map(({ name }) => name),
      limit: 20,
      ...(search === '' ? {} : { where: { or: terms } }),
    });
  }

  return {
    kind,
    plan,
    relations,
    planning,
    applying,
    progress,
    problem,
    previewIndexes,
    previewValidation,
    apply,
    cancel,
    leave,
    rowsOf,
  };
});
