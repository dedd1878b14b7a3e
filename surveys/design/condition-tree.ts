import type { Condition } from '../conditions.ts';

/** Several conditions of which all or any have to hold. */
export type ConditionGroup = Extract<Condition, { op: 'all' | 'any' }>;

/** Where in a condition something stands: which member of the group, which member of that one, and so on; empty for all of it. */
export type ConditionPath = readonly number[];

export function isGroup(condition: Condition): condition is ConditionGroup {
  return condition.op === 'all' || condition.op === 'any';
}

/**
 * Conditions side by side as one, as plain as it can be said: one alone stands for itself, and a member of the same sort gives
 * its own members. `null` for none.
 */
export function joined(list: readonly Condition[], op: 'all' | 'any'): Condition | null {
  const of = list.flatMap((each) => (each.op === op ? each.of : [each]));
  const [first, ...others] = of;
  return first === undefined ? null : others.length === 0 ? first : { op, of };
}

/** A condition with another one beside what stands at a path: both have to hold, or either. A path that leads nowhere changes nothing. */
export function withBeside(
  condition: Condition | null,
  path: ConditionPath,
  op: 'all' | 'any',
  added: Condition,
): Condition {
  return condition === null
    ? added
    : (changedAt(condition, path, (there) => joined([there, added], op)) ?? added);
}

/** A condition without what stands at a path; `null` where nothing is left. */
export function withoutMember(condition: Condition, path: ConditionPath): Condition | null {
  return changedAt(condition, path, () => null);
}

/** A condition in which the opposite of what stands at a path has to hold. */
export function withOpposite(condition: Condition, path: ConditionPath): Condition {
  const opposite = (there: Condition): Condition =>
    there.op === 'not' ? there.condition : { op: 'not', condition: there };
  return changedAt(condition, path, opposite) ?? condition;
}

/** A condition in which one of a group is enough where all had to hold, and the other way round. */
export function withGroupTurned(condition: Condition, path: ConditionPath): Condition {
  const turned = (there: Condition): Condition | null =>
    isGroup(there) ? joined(there.of, there.op === 'all' ? 'any' : 'all') : there;
  return changedAt(condition, path, turned) ?? condition;
}

function changedAt(
  condition: Condition,
  [step, ...rest]: ConditionPath,
  change: (there: Condition) => Condition | null,
): Condition | null {
  if (step === undefined) return change(condition);
  if (!isGroup(condition)) return condition;
  const of = condition.of.flatMap((each, index) =>
    index === step ? (changedAt(each, rest, change) ?? []) : [each],
  );
  return joined(of, condition.op);
}
