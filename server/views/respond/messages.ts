import type { FieldError } from '#surveys/field-error.ts';
import type { ChoicesQuestion } from '#surveys/questions/choices.ts';
import type { Question } from '#surveys/questions/index.ts';
import { needsTakingBack } from '#surveys/questions/taking-back.ts';
import type { RespondentKey, RespondentWords } from '../../i18n/respondent.ts';
import { plural, type Say } from '../../i18n/translate.ts';
import { type Sentence, sentences } from './ours.ts';
import type { SurveyWords } from './survey-words.ts';

/** How an unanswered question of each kind is asked for. */
const requiredKeys: Record<Question['kind'], RespondentKey> = {
  pair: 'respond.error.required.pair',
  scale: 'respond.error.required.scale',
  recommend: 'respond.error.required.scale',
  choice: 'respond.error.required.choice',
  choices: 'respond.error.required.choices',
  ranking: 'respond.error.required.ranking',
  allocation: 'respond.error.required.allocation',
  number: 'respond.error.required.number',
  text: 'respond.error.required.text',
  contact: 'respond.error.contactWay',
};

/** What to do about one problem with an answer, in a sentence that names the question. */
export function errorMessage(
  error: FieldError,
  question: Question,
  words: SurveyWords,
  ours: RespondentWords,
): Sentence {
  const t = sentences(words.language, ours);
  const params = { ...error.params, ...namesIn(error, question, words) };
  switch (error.code) {
    case 'required':
      if (question.kind === 'pair' && error.field.endsWith('.importance'))
        return t('respond.error.required.importance', params);
      return t(requiredKeys[question.kind], params);
    case 'pairExpectation':
    case 'pairPerception':
      return needsTakingBack(question)
        ? t(`respond.error.${error.code}.orClear`, { ...params, clear: ours('respond.clear') })
        : t(`respond.error.${error.code}`, params);
    case 'offScale':
    case 'unknownOption':
    case 'wrongType':
      return t('respond.error.chooseShown', params);
    case 'oneAnswerOnly':
      return t('respond.error.oneAnswerOnly', params);
    case 'tooFew':
      return plural(t, 'respond.error.tooFew', Number(error.params.min), params);
    case 'tooMany':
      return plural(t, 'respond.error.tooMany', Number(error.params.max), params);
    case 'exclusiveOption':
    case 'specifyText':
    case 'textWithoutOption':
    case 'notAllRanked':
    case 'contactWay':
    case 'notAPhone':
    case 'notAnEmail':
      return t(`respond.error.${error.code}`, params);
    case 'pointsMissing':
    case 'pointsOver':
      return plural(t, `respond.error.${error.code}`, Number(error.params.points), params);
    case 'notANumber':
      return question.kind === 'number' && question.decimals > 0
        ? t('respond.error.notADecimal', params)
        : t('respond.error.notANumber', params);
    case 'outOfRange':
      return rangeMessage(question, params, t);
    case 'tooManyDecimals':
      return error.params.decimals === 0
        ? t('respond.error.wholeNumber', params)
        : plural(t, 'respond.error.tooManyDecimals', Number(error.params.decimals), params);
    case 'tooLong': {
      const over = Number(error.params.length) - Number(error.params.max);
      return plural(t, 'respond.error.tooLong', over, { ...params, over });
    }
    case 'unsupportedCharacters':
      return t('respond.error.unsupportedCharacters', params);
    case 'unknownField':
    case 'notOnRoute':
      return t('respond.error.notOnPage');
  }
}

/**
 * What a sentence calls the question, and an option it is about. The points of one option are a question of their own
 * to whoever reads the sentence.
 */
function namesIn(
  { field, params }: FieldError,
  question: Question,
  words: SurveyWords,
): Readonly<Record<string, string>> {
  const asked = named(words.ask(question));
  const options = 'options' in question ? question.options : [];
  const labelled = (key: unknown) => options.find((each) => each.key === key)?.label;
  const option = labelled(params.option);
  const pointsOf = question.kind === 'allocation' && !('total' in params);
  const ofField = pointsOf ? labelled(field.slice(question.key.length + 1)) : undefined;
  return {
    question: ofField === undefined ? asked : words.say(ofField),
    ...('option' in params
      ? { option: option === undefined ? String(params.option) : words.say(option) }
      : {}),
  };
}

/** A text without the full-width mark that would end the sentence it stands in early. */
function named(text: string): string {
  return text.replace(/[？。：]$/u, '');
}

/** The limits of a number as its author set them; a limit the author did not set is not mentioned. */
function rangeMessage(
  question: Question,
  params: Record<string, string | number>,
  t: Say<RespondentKey, Sentence>,
): Sentence {
  if (question.kind === 'allocation') return t('respond.error.outOfRange', params);
  if (question.kind !== 'number') return t('respond.error.chooseShown', params);
  if (question.max === undefined && question.min !== undefined) return t('respond.error.atLeast', params);
  if (question.min === undefined && question.max !== undefined) return t('respond.error.atMost', params);
  return t('respond.error.outOfRange', params);
}

/** How many options may be chosen, said before anybody chooses too few or too many. */
export function choicesHint({ min, max }: ChoicesQuestion, t: RespondentWords): string {
  if (min !== undefined && max !== undefined) {
    return min === max
      ? plural(t, 'respond.choices.exactly', min)
      : t('respond.choices.between', { min, max });
  }
  if (min !== undefined) return plural(t, 'respond.choices.atLeast', min);
  if (max !== undefined) return plural(t, 'respond.choices.atMost', max);
  return t('respond.choices.any');
}
