import type { Condition, PairPart } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { type NamedQuestion, namedQuestions, optionIn, saidIn } from './said.ts';

/** A condition as a sentence. */
export function conditionWords(definition: Definition, condition: Condition, t: Translate): string {
  const questions = namedQuestions(definition, t);
  const words = (each: Condition): string => {
    const list = (of: readonly Condition[], between: string) =>
      t('design.condition.group.all', { list: of.map(words).join(between) });
    switch (each.op) {
      case 'all':
        return list(each.of, t('design.condition.and'));
      case 'any':
        return list(each.of, t('design.condition.or'));
      case 'not':
        return t('design.condition.not', { what: words(each.condition) });
      case 'language':
        return t('design.condition.language', {
          value: each.oneOf.map(nameOfLanguage).join(t('design.condition.or')),
        });
      case 'fact':
        return t('design.condition.fact', {
          what: factName(definition, each.fact, t),
          value: each.oneOf.join(t('design.condition.or')),
        });
      case 'answered':
        return t('design.condition.answered', {
          what: subjectName(questions, each.question, each.part ?? null, t),
        });
      default: {
        const part = 'part' in each ? (each.part ?? null) : null;
        return t(`design.condition.${each.op}`, {
          what: subjectName(questions, each.question, part, t),
          value: valueName(questions.get(each.question), String(each.value), t),
        });
      }
    }
  };
  return words(condition);
}

/** What a fact is called. */
export function factName({ facts }: Definition, fact: string, t: Translate): string {
  return saidIn(facts.find(({ key }) => key === fact)?.name, t) || fact;
}

/** What a question is called in a condition, and which part of a pair is meant. */
export function subjectName(
  questions: ReadonlyMap<string, NamedQuestion>,
  question: string,
  part: PairPart | null,
  t: Translate,
): string {
  const name = questions.get(question)?.name ?? question;
  if (part === null) return `“${name}”`;
  return t('design.pipe.part', { name: `“${name}”`, part: t(`design.part.${part}`) });
}

/** What is compared with: the label of an option, "no experience", or as it is. */
export function valueName(named: NamedQuestion | undefined, value: string, t: Translate): string {
  if (named === undefined) return value;
  if ('options' in named.question) return optionIn(named, value, t);
  return value === 'na' ? t('design.value.na') : value;
}
