import type { Condition } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import { type ConditionSubject, conditionChoices } from '#surveys/design/condition-choices.ts';
import { joined } from '#surveys/design/condition-tree.ts';
import { subjectKey } from '../../views/studio/design/adder.view.ts';

/**
 * A comparison chosen from the lists of a form, for a condition at a place. `null` where there is no such choice, or nothing was
 * chosen to compare with.
 */
export function comparisonIn(
  values: ReadonlyMap<string, string>,
  definition: Definition,
  place: string,
): Condition | null {
  const choices = conditionChoices(definition, place);
  const about = values.get('about') ?? '';
  if (choices === null) return null;
  const several = severalIn(values);
  if (about === 'language') return several.length === 0 ? null : { op: 'language', oneOf: several };
  if (about.startsWith('fact:')) {
    const fact = about.slice('fact:'.length);
    const isKnown = choices.facts.includes(fact) && several.length > 0;
    return isKnown ? { op: 'fact', fact, oneOf: several } : null;
  }
  const subject = choices.subjects.find((each) => subjectKey(each) === about);
  const op = subject?.ops.find((each) => each === values.get('op'));
  return subject === undefined || op === undefined ? null : compared(subject, op, several);
}

/** Everything that was ticked, chosen, or typed on a line of its own, each once. */
function severalIn(values: ReadonlyMap<string, string>): string[] {
  const ticked = [...values.keys()].flatMap((name) =>
    name.startsWith('value.') ? [name.slice('value.'.length)] : [],
  );
  const typed = (values.get('value') ?? '').split(/\r\n|\r|\n/).map((line) => line.trim());
  return [...new Set([...ticked, ...typed].filter((each) => each !== ''))];
}

function compared(
  { question, part, values }: ConditionSubject,
  op: ConditionSubject['ops'][number],
  several: readonly string[],
): Condition | null {
  const about = part === null ? { question } : { question, part };
  if (op === 'answered') return { op, ...about };
  const each = several.map((value): Condition | null => {
    const number = /^-?\d{1,9}(\.\d{1,6})?$/.test(value) ? Number(value) : null;
    if (op === 'atMost' || op === 'atLeast') return number === null ? null : { op, ...about, value: number };
    if (op === 'includes') return { op, question, value };
    return { op, ...about, value: values.includes(value) || number === null ? value : number };
  });
  const made = each.filter((one) => one !== null);
  return made.length < each.length ? null : joined(made, 'any');
}
