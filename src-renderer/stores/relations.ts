import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Table } from '../../src-main/model/catalog.ts';
import type { MigrationPlan } from '../../src-main/model/migration.ts';
import type { Proposal, Relation, RelationModel, RelationSide } from '../../src-main/model/relation.ts';
import { client, toProblem } from '../client.ts';
import type { Problem } from '../format/message.ts';
import { useMessages } from './messages.ts';
import { useWorkbench } from './workbench.ts';

type Actions = Pick<Relation, 'onDelete' | 'onUpdate'>;

/** Declaring, editing and forgetting relations. What changes a foreign key is planned first and shown. */
export const useRelations = defineStore('relations', () => {
  const workbench = useWorkbench();
  /** The relation whose actions are edited, or the table that a relation is declared for; null: neither. */
  const edited = shallowRef<Relation | null>(null);
  const declaring = shallowRef<Table | null>(null);
  /** What is known of the relation that is declared; null: only its table. */
  const draft = shallowRef<Pick<Relation, 'child' | 'parent'> | null>(null);
  /** Id of the foreign key that is about to go into the relation file; null: none is. */
  const adopting = shallowRef<string | null>(null);
  /** How a foreign key would get the actions that were asked for. */
  const plan = shallowRef<MigrationPlan | null>(null);
  const busy = shallowRef(false);
  const problem = shallowRef<Problem | null>(null);

  async function attempt(work: (connection: string) => Promise<RelationModel | null>): Promise<void> {
    busy.value = true;
    problem.value = null;
    try {
      const model = await work(workbench.handle());
      if (model === null) return;
      workbench.setModel(model);
      leave();
    } catch (error) {
      problem.value = toProblem(error);
      if (edited.value === null && declaring.value === null && adopting.value === null)
        useMessages().report(error);
    } finally {
      busy.value = false;
    }
  }

  function edit(relation: Relation): void {
    leave();
    edited.value = relation;
  }

  function declareFor(table: Table): void {
    leave();
    declaring.value = table;
  }

  /** With the columns filled in. */
  function declareBetween(child: RelationSide, parent: RelationSide): void {
    const table = workbench.tableOf(child.table);
    if (table === null) return;
    leave();
    draft.value = { child, parent };
    declaring.value = table;
  }

  function leave(): void {
    edited.value = null;
    declaring.value = null;
    draft.value = null;
    adopting.value = null;
    plan.value = null;
    problem.value = null;
  }

  const declare = (child: RelationSide, parent: RelationSide, actions: Actions) =>
    attempt((connection) =>
      client.relations.declare({
        connection,
        relation: { child: copied(child), parent: copied(parent), ...actions },
      }),
    );

  const setActions = (id: string, actions: Actions) =>
    attempt(async (connection) => {
      const answer = await client.relations.edit({ connection, id, ...actions });
      if (answer.kind === 'done') return answer.model;
      plan.value = answer.plan;
      return null;
    });

  const apply = () =>
    attempt(async () => {
      if (plan.value === null) return null;
      const events = await client.relations.apply({ plan: plan.value.plan });
      for (;;) {
        const event = await events.next();
        if (event.done) return event.value;
      }
    });

  const forget = (id: string) => attempt((connection) => client.relations.forget({ connection, id }));

  const ignoreIndex = (id: string, ignore: boolean) =>
    attempt((connection) => client.relations.ignoreIndex({ connection, id, ignore }));

  const adopt = () =>
    attempt(async (connection) =>
      adopting.value === null ? null : client.relations.adopt({ connection, ids: [adopting.value] }),
    );

  /** What is taken over is shown first. */
  async function follow(proposal: Proposal): Promise<void> {
    leave();
    if (proposal.kind === 'adopt') adopting.value = proposal.relation;
    else await mend(proposal);
  }

  const mend = (proposal: Exclude<Proposal, { kind: 'adopt' }>) =>
    attempt((connection) => {
      const id = proposal.relation;
      if (proposal.kind === 'forget') return client.relations.forget({ connection, id });
      const { child, parent } = proposal;
      return client.relations.repoint({ connection, id, child: copied(child), parent: copied(parent) });
    });

  return {
    edited,
    declaring,
    draft,
    plan,
    busy,
    problem,
    edit,
    declareFor,
    declareBetween,
    leave,
    declare,
    setActions,
    apply,
    forget,
    ignoreIndex,
    adopting,
    adopt,
    follow,
  };
});

function copied({ table: { schema, name }, columns }: RelationSide) {
  return { table: { schema, name }, columns: [...columns] };
}
