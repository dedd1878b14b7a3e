import type { SentResponse } from '#db/queries/sent-responses.ts';
import type { Exclusion } from '#db/tables.ts';
import { answerText } from '#surveys/answer-text.ts';
import { type Answers, answerTo } from '#surveys/answers.ts';
import { answersOf } from '#surveys/companions.ts';
import type { Definition } from '#surveys/definition.ts';
import { route } from '#surveys/journey.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import type { Question } from '#surveys/questions/index.ts';
import { factsOf, knownOfMember } from '#surveys/respondent.ts';
import type { JudgedResponse } from '../../actions/judge-responses.ts';
import { nameOfLanguage } from '../../i18n/language-names.ts';
import type { Translate } from '../../i18n/translate.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import { namedQuestions, saidIn } from './design/said.ts';
import { type ProtocolView, protocolOf, reasonFields, sentWords, shortId } from './exclusion.view.ts';
import { type Figures, type FiguresView, figuresView } from './figures.view.ts';
import { type FormView, formView, type Typed } from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame } from './frame.view.ts';
import { timeOf } from './live.view.ts';
import { wavePath } from './waves.view.ts';

interface LinkView {
  readonly href: string;
  readonly label: string;
}

export interface ResponsePage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly said: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string; readonly href: string | null }[];
  readonly pairs: (Figures & FiguresView & { readonly heading: string }) | null;
  readonly others: {
    readonly heading: string;
    readonly question: string;
    readonly answer: string;
    readonly rows: readonly { readonly question: string; readonly answer: string }[];
  } | null;
  /** The way to leave it out; `null` where it is. */
  readonly exclusion: { readonly heading: string; readonly form: FormView } | null;
  readonly protocol: ProtocolView & {
    readonly hidden: readonly { readonly name: string; readonly value: string }[];
  };
  readonly back: LinkView;
}

export interface LookedAtResponse extends SentResponse {
  readonly definition: Definition;
  readonly version: number;
  readonly judged: JudgedResponse | null;
  readonly exclusions: readonly Exclusion[];
  readonly typed: Typed;
  readonly said: readonly string[];
}

/**
 * One sent response: what was said, what stands out about it, and the way to leave it out. Whose it is stands there for those
 * who may record dispositions, contacts for those who may take answers along; of anonymous ones neither is known.
 */
export function responsePage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  looked: LookedAtResponse,
): ResponsePage {
  const { t } = standing;
  const { response, typed, said, exclusions } = looked;
  const heading = t('quality.one', { response: shortId(response.id) });
  const root = wavePath(survey.slug, wave.key, '/exclusions');
  const hidden = { response: response.id, from: 'response' };
  const questions = shownQuestions(looked);
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${wave.name} · ${survey.title}`,
    heading,
    said,
    facts: factsOfResponse(looked, standing, wavePath(survey.slug, wave.key, '/customers')),
    pairs: pairsOf(questions, looked, t),
    others: othersOf(questions, looked, standing),
    exclusion: response.isExcluded
      ? null
      : {
          heading: t('quality.exclude.this'),
          form: formView(t, typed, {
            action: root,
            fields: reasonFields(typed, t),
            submit: t('quality.exclude'),
            hidden,
            isGrave: true,
          }),
        },
    protocol: {
      ...protocolOf(exclusions, `${root}/undo`, { t }),
      hidden: [{ name: 'from', value: 'response' }],
    },
    back: {
      href: wavePath(survey.slug, wave.key, '/quality'),
      label: t('quality.title', { wave: wave.name }),
    },
  };
}

function factsOfResponse(
  { response, member, definition, version, judged }: LookedAtResponse,
  { t, visitor }: Standing,
  customers: string,
): ResponsePage['facts'] {
  const isAnonymous = definition.anonymous;
  const mayKnow = !isAnonymous && mayWithSurvey(visitor?.person.role ?? 'reader', 'record', true);
  const { submittedAt, startedAt, passed, source } = response;
  const titles = new Map(definition.pages.map(({ key, title }) => [key, saidIn(title, t) || key]));
  const isTimed = source === 'web' && submittedAt !== null && !isAnonymous;
  const facts: readonly (readonly [label: string, value: string | null, href?: string])[] = [
    [t('quality.standing'), t(response.isExcluded ? 'quality.excluded' : 'quality.counts')],
    [t('quality.sent'), sentWords({ ...response, isAnonymous }, t)],
    [t('quality.source'), t(`quality.source.${source}`)],
    [t('quality.duration'), isTimed ? timeOf(Math.max(0, submittedAt - startedAt) / 1000, t) : null],
    [
      t('live.time.pages'),
      passed.length === 0 ? null : passed.map((key) => titles.get(key) ?? key).join(' · '),
    ],
    [t('quality.version'), String(version)],
    [
      t('quality.language'),
      definition.languages.includes(response.locale) ? nameOfLanguage(response.locale) : response.locale,
    ],
    ...(mayKnow && member !== null
      ? ([[t('fieldwork.customer'), member.customer, `${customers}/${member.id}`]] as const)
      : []),
    ...(mayKnow ? ([[t('fieldwork.stratum'), member?.stratum ?? response.stratum]] as const) : []),
    ...(mayKnow ? Object.entries(response.facts ?? {}) : []),
    [t('quality.grade'), judged?.grade ? t(`quality.grade.${judged.grade}`) : null],
    [
      t('quality.flags'),
      judged === null || judged.flags.length === 0
        ? t('quality.nothing')
        : judged.flags.map(({ kind }) => t(`quality.flag.${kind}`)).join(' · '),
    ],
  ];
  return facts.flatMap(([label, value, href = null]) => (value ? [{ label, value, href }] : []));
}

/** The questions that were asked, by what was answered, and any that has an answer all the same. */
function shownQuestions({ definition, response, member }: LookedAtResponse): readonly Question[] {
  const answers = response.answers as Answers;
  const known = member === null ? (response.facts ?? {}) : knownOfMember(member);
  const respondent = { facts: factsOf(definition, known), language: response.locale, seed: '' };
  const asked = new Set(route(definition, answers, respondent).flatMap(({ questions }) => questions));
  return definition.pages.flatMap(({ questions }) =>
    questions.filter((each) => asked.has(each) || Object.keys(answersOf(each, answers)).length > 0),
  );
}

function pairsOf(
  questions: readonly Question[],
  { definition, response }: LookedAtResponse,
  t: Translate,
): ResponsePage['pairs'] {
  const names = namedQuestions(definition, t);
  const pairs = questions.filter(({ kind }) => kind === 'pair');
  if (pairs.length === 0) return null;
  const parts = (['expectation', 'perception', 'importance'] as const).filter(
    (part) => part !== 'importance' || definition.pairWords?.importance !== undefined,
  );
  return figuresView({
    heading: t('quality.pairs'),
    caption: null,
    rowsAre: t('live.items.item'),
    columns: parts.map((part) => saidIn(definition.pairWords?.[part]?.label, t) || t(`quality.pair.${part}`)),
    rows: pairs.map((question) => ({
      head: names.get(question.key)?.name ?? question.key,
      cells: parts.map(
        (part) =>
          answerText(question, response.answers as Answers, wordsIn(definition, t), part) ?? t('studio.none'),
      ),
      bar: null,
      isTotal: false,
    })),
  });
}

function othersOf(
  questions: readonly Question[],
  { definition, response }: LookedAtResponse,
  { t, visitor }: Standing,
): ResponsePage['others'] {
  const names = namedQuestions(definition, t);
  const others = questions.filter(({ kind }) => kind !== 'pair');
  if (others.length === 0) return null;
  const maySeeContacts = mayWithSurvey(visitor?.person.role ?? 'reader', 'export', true);
  const answers = response.answers as Answers;
  const told = (question: Question): string => {
    if (question.kind === 'contact' && !maySeeContacts && answerTo(answers, question.key) !== undefined)
      return t('quality.contactHidden');
    return answerText(question, answers, wordsIn(definition, t)) ?? t('studio.none');
  };
  return {
    heading: t('quality.others'),
    question: t('quality.question'),
    answer: t('quality.response'),
    rows: others.map((question) => ({
      question: names.get(question.key)?.name ?? question.key,
      answer: told(question),
    })),
  };
}

function wordsIn({ pairWords }: Definition, t: Translate) {
  return {
    say: (text: LocalizedText) => saidIn(text, t),
    language: t.locale,
    notApplicable: saidIn(pairWords?.notApplicable, t) || t('live.items.na'),
    specified: (option: string, written: string) => t('audit.detail', { label: option, value: written }),
  };
}
