import type { Definition } from '#surveys/definition.ts';
import type { FieldError } from '#surveys/field-error.ts';
import type { Question } from '#surveys/questions/index.ts';
import type { Form } from '#surveys/read-page.ts';
import type { Respondent } from '#surveys/respondent.ts';
import { type Direction, directionOf } from '../../../i18n/direction.ts';
import { type RespondentWords, respondentWordsFor } from '../../../i18n/respondent.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { type LanguageView, languagesView } from '../../respond/languages.view.ts';
import { errorMessage } from '../../respond/messages.ts';
import { type OtherLanguage, oursBeside, type Sentence } from '../../respond/ours.ts';
import { paragraphsOf } from '../../respond/paragraphs.ts';
import { type QuestionView, questionView } from '../../respond/question.view.ts';
import type { QuestionContext } from '../../respond/question-frame.ts';
import { type SurveyWords, surveyWords } from '../../respond/survey-words.ts';
import { conditionWords } from '../design/condition-words.ts';

interface LinkView {
  readonly href: string;
  readonly label: string;
}

export interface EnteringPage {
  readonly documentTitle: string;
  /** The language of our own words among the questions where it is not theirs. */
  readonly ours: OtherLanguage | null;
  /** The language of the questions. */
  readonly language: string;
  readonly direction: Direction;
  readonly action: string;
  readonly answers: 'kept' | 'sent';
  readonly sending: Readonly<Record<'sending' | 'waiting' | 'waitingHere' | 'overtaken', string>>;
  readonly back: LinkView;
  readonly languages: readonly LanguageView[];
  readonly languagesLabel: string;
  readonly heading: string;
  readonly intro: string | null;
  /** That the customer has begun by the link; `null` where nobody has. */
  readonly begun: string | null;
  readonly alert: { readonly heading: string; readonly help: string } | null;
  readonly errors: {
    readonly heading: string;
    /** The language of what is wrong with answers. */
    readonly wordsIn: OtherLanguage;
    readonly studio: readonly { readonly field: string; readonly text: string }[];
    readonly questions: readonly { readonly field: string; readonly message: Sentence }[];
    /** That there is more than the summary tells. */
    readonly more: string | null;
  } | null;
  /** That the customer agreed to what becomes of the data; `null` where nobody has to say so. */
  readonly consent: {
    readonly label: string;
    readonly digest: string;
    readonly isTicked: boolean;
    readonly error: string | null;
  } | null;
  readonly pages: readonly {
    readonly title: string;
    readonly introduction: readonly string[];
    readonly condition: string | null;
    readonly questions: readonly {
      readonly condition: string | null;
      readonly stray: string | null;
      readonly view: QuestionView;
    }[];
  }[];
  /** `null` where nothing can be entered and nothing was typed. */
  readonly submit: string | null;
  readonly keeping: string;
}

/** What somebody is entering for a customer, and what came of it so far. */
export interface Entering {
  readonly definition: Definition;
  readonly respondent: Respondent;
  readonly customer: string;
  readonly wave: string;
  readonly isBegun: boolean;
  readonly action: string;
  readonly back: string;
  readonly typed: Form;
  readonly isSent: boolean;
  readonly problems: readonly FieldError[];
  /** Why it was not kept, as a key of the catalogue; `null` where it was not tried, or problems say why. */
  readonly refused: 'answered' | 'waveClosed' | 'waveNotOpen' | 'anonymous' | 'unavailable' | null;
  /** The digest of the text to agree to; `null` where nobody has to. */
  readonly consent: {
    readonly digest: string;
    readonly isTicked: boolean;
    readonly isMissing: boolean;
  } | null;
}

/**
 * The whole questionnaire on one page, in the order of the paper and by the customers' own questions: nothing shuffled, nothing
 * hidden, conditions in words.
 */
export function enteringPage(entering: Entering, t: Translate): EnteringPage {
  const { definition, respondent, customer, wave, refused } = entering;
  const isNone = refused !== null && !entering.isSent;
  const { language } = respondent;
  const ours = respondentWordsFor([language, t.locale]);
  const words = surveyWords(definition, language, {
    respondent,
    answers: {},
    notApplicable: ours('respond.notApplicable'),
  });
  const heading = t('entering.title', { customer });
  const errors = errorsOf(entering, words, ours, t);
  const alert =
    refused === null
      ? null
      : {
          heading: t(`entering.refused.${refused}`),
          help: t(entering.isSent ? 'entering.kept' : 'entering.nothing'),
        };
  const title = `${heading} · ${wave}`;
  const failed = alert?.heading ?? errors?.heading;
  return {
    documentTitle: failed === undefined ? title : `${failed} · ${title}`,
    ours: oursBeside(language, ours),
    language,
    direction: directionOf(language),
    action: entering.action,
    answers: entering.isSent ? 'sent' : 'kept',
    sending: {
      sending: ours('respond.sending'),
      waiting: ours('respond.sending.waiting'),
      waitingHere: ours('respond.sending.waitingHere'),
      overtaken: ours('respond.sending.overtaken'),
    },
    back: { href: entering.back, label: t('entering.back', { customer }) },
    languages: isNone ? [] : languagesView(definition.languages, language),
    languagesLabel: ours('respond.languages'),
    heading,
    intro: isNone ? null : t('entering.intro'),
    begun: !isNone && entering.isBegun ? t('entering.begun') : null,
    alert,
    errors,
    consent: isNone ? null : consentOf(entering, t),
    pages: isNone ? [] : pagesOf(entering, words, { ours, t }),
    submit: isNone ? null : t('entering.go'),
    keeping: t('entering.keeping'),
  };
}

function consentOf({ consent }: Entering, t: Translate): EnteringPage['consent'] {
  if (consent === null) return null;
  const { digest, isTicked, isMissing } = consent;
  const error = isMissing ? t('entering.consent.missing') : null;
  return { label: t('entering.consent'), digest, isTicked, error };
}

const isStray = ({ code }: FieldError) => code === 'notOnRoute' || code === 'unknownField';

function pagesOf(
  { definition, typed, problems, action }: Entering,
  words: SurveyWords,
  { ours, t }: { ours: RespondentWords; t: Translate },
): EnteringPage['pages'] {
  const strays = new Set(problems.filter(isStray).map(({ question }) => question));
  const shown = problems.filter((problem) => !isStray(problem));
  // nothing decides an order: it is that of the paper
  const context: QuestionContext = { words, t: ours, typed, problems: shown, action, seed: '' };
  const onlyIf = ({ showIf }: Pick<Question, 'showIf'>) =>
    showIf === undefined ? null : t('entering.onlyIf', { condition: conditionWords(definition, showIf, t) });
  return definition.pages.map((page) => ({
    title: words.say(page.title),
    introduction: page.introduction === undefined ? [] : paragraphsOf(words.say(page.introduction)),
    condition: onlyIf(page),
    questions: page.questions.map((question) => ({
      condition: onlyIf(question),
      stray: strays.has(question.key) ? t('entering.stray') : null,
      view: questionView(question, context),
    })),
  }));
}

/** More are found further down, and the summary fits a window. */
const mostInSummary = 12;

function errorsOf(
  { definition, problems, consent }: Entering,
  words: SurveyWords,
  ours: RespondentWords,
  t: Translate,
): EnteringPage['errors'] {
  const questions = new Map(
    definition.pages.flatMap((page) => page.questions).map((each) => [each.key, each] as const),
  );
  const studio = consent?.isMissing ? [{ field: '_consent', text: t('entering.consent.missing') }] : [];
  const messages: { field: string; message: Sentence }[] = [];
  const strays = new Set<string>();
  for (const problem of problems) {
    const question = questions.get(problem.question);
    if (question === undefined) continue;
    if (!isStray(problem))
      messages.push({ field: problem.field, message: errorMessage(problem, question, words, ours) });
    else if (!strays.has(question.key)) {
      strays.add(question.key);
      studio.push({ field: problem.field, text: t('entering.stray.of', { question: words.ask(question) }) });
    }
  }
  if (studio.length + messages.length === 0) return null;
  const wordsIn = oursBeside(words.language, ours) ?? {
    lang: words.language,
    dir: directionOf(words.language),
  };
  const shown = studio.slice(0, mostInSummary);
  const questionsShown = messages.slice(0, mostInSummary - shown.length);
  const rest = studio.length + messages.length - shown.length - questionsShown.length;
  return {
    heading: t('studio.errors'),
    wordsIn,
    studio: shown,
    questions: questionsShown,
    more: rest > 0 ? t('entering.more', { count: rest }) : null,
  };
}
