import type { Condition, PairPart } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { itemNames, saidIn } from './said.ts';

/** A condition as a sentence. */
export function conditionWords(definition: Definition, condition: Condition, t: Translate): string {
  const list = (of: readonly Condition[], between: string) =>
    t('design.condition.group.all', {
      list: of.map((each) => conditionWords(definition, each, t)).join(between),
    });
  switch (condition.op) {
    case 'all':
      return list(condition.of, t('design.condition.and'));
    case 'any':
      return list(condition.of, t('design.condition.or'));
    case 'not':
      return t('design.condition.not', { what: conditionWords(definition, condition.condition, t) });
    case 'language':
      return t('design.condition.language', {
        value: condition.oneOf.map(nameOfLanguage).join(t('design.condition.or')),
      });
    case 'fact': {
      const fact = definition.facts.find(({ key }) => key === condition.fact);
      const what = saidIn(fact?.name, t) || condition.fact;
      return t('design.condition.fact', { what, value: condition.oneOf.join(t('design.condition.or')) });
    }
    case 'answered':
      return t('design.condition.answered', {
        what: subjectName(definition, condition.question, condition.part ?? null, t),
      });
    default: {
      const part = 'part' in condition ? (condition.part ?? null) : null;
      return t(`design.condition.${condition.op}`, {
        what: subjectName(definition, condition.question, part, t),
        value: optionLabel(definition, condition.question, String(condition.value), t),
      });
    }
  }
}

/** What a question is called in a condition, and which part of a pair is meant. */
export function subjectName(
  definition: Definition,
  question: string,
  part: PairPart | null,
  t: Translate,
): string {
  const found = definition.pages.flatMap(({ questions }) => questions).find(({ key }) => key === question);
  const own = found !== undefined && 'text' in found ? saidIn(found.text, t) : '';
  const name = own || itemNames(definition, t).get(question) || question;
  return part === null ? `“${name}”` : `“${name}” (${t(`design.part.${part}`)})`;
}

/** The label of an option, or what was compared with as it is. */
export function optionLabel(definition: Definition, question: string, value: string, t: Translate): string {
  const found = definition.pages.flatMap(({ questions }) => questions).find(({ key }) => key === question);
  if (found === undefined) return value;
  if ('options' in found) {
    const option = found.options.find(({ key }) => key === value);
    return option === undefined ? value : saidIn(option.label, t) || value;
  }
  return value === 'na' ? t('design.value.na') : value;
}
