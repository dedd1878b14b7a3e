import { describe, expect, test } from 'vitest';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { route } from '#surveys/journey.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { anybody } from '#surveys/respondent.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { moduleNames, templateNames, templateWith } from '#surveys/templates/library.ts';
import { withModules } from '#surveys/templates/module.ts';
import { textsIn } from '#surveys/texts.ts';

const whole = templateNames.map((name) => [name, templateWith(name, moduleNames)] as const);

/** What somebody is asked, page by page. */
function asked(definition: Definition, answers: Answers): Record<string, string[]> {
  const pages = route(definition, answers, anybody).map(
    ({ page, questions }) => [page.key, questions.map(({ key }) => key)] as const,
  );
  return Object.fromEntries(pages);
}

describe.each(whole)('%s with every module', (_, definition) => {
  test('can be published as it is', () => {
    expect(problemsIn(definition)).toEqual([]);
    expect(readDefinition(JSON.parse(JSON.stringify(definition)))).toEqual({ definition });
  });

  test('is written in both languages, each with its own punctuation', () => {
    for (const [path, text] of textsIn(definition).filter(([place]) => place.at(-1) !== 'unit')) {
      const chinese = (text['zh-CN'] ?? '').replace(/\{\{fact\.\w+\||\}\}/g, '');
      expect(chinese, path.join('.')).toMatch(/\p{Script=Han}/u);
      expect(chinese, path.join('.')).not.toMatch(/[,;:?!()"{}]|\.$/);
      expect(text.en, path.join('.')).not.toMatch(/\p{Script=Han}|[，。；：？！（）]/u);
    }
  });

  test('asks nothing of its modules of whoever is content, nor of whoever has not said', () => {
    const content = asked(definition, { overallSatisfaction: 6 });
    expect(Object.keys(content)).toEqual(Object.keys(asked(definition, {})));
    expect(Object.keys(content)).not.toContain('whatWentWrong');
  });

  test('asks whoever is dissatisfied what went wrong, what they did and whether to get in touch, and demands none of it', () => {
    const pages = asked(definition, { overallSatisfaction: 5 });
    const added = Object.keys(pages).filter((key) => !Object.keys(asked(definition, {})).includes(key));
    expect(added).toEqual(['whatWentWrong', 'complaintBehaviour', 'complaintOutcome', 'contactOffer']);
    const questions = definition.pages
      .filter(({ key }) => added.includes(key))
      .flatMap((page) => page.questions);
    expect(questions.filter((question) => question.required)).toEqual([]);
  });
});

describe('complaint behaviour', () => {
  const definition = templateWith('factor-csi', ['complaint-behaviour']);
  const outcome = (...actions: string[]) =>
    asked(definition, { overallSatisfaction: 2, complaintActions: actions }).complaintOutcome;

  test('asks what was done about it only of whoever turned to somebody who could do something', () => {
    for (const action of ['askedForRedress', 'complainedToCompany', 'complainedToAuthority', 'wentToLaw'])
      expect(outcome('toldFriends', action)).toEqual([
        'complaintResponse',
        'complaintResolved',
        'wouldReturn',
      ]);
  });

  test('asks all others only whether they would come back', () => {
    for (const actions of [['nothing'], ['stoppedBuying', 'toldFriends'], ['other'], []])
      expect(outcome(...actions)).toEqual(['wouldReturn']);
  });
});

describe('delivery feedback', () => {
  const definition = templateWith('delivery', []);

  test('asks six pairs and the overall rating on one page, and knows the parcel', () => {
    expect(pairsOf(definition)).toHaveLength(6);
    expect(definition.pages[0]?.questions.map(({ kind }) => kind)).toEqual([
      ...Array(6).fill('pair'),
      'scale',
    ]);
    expect(definition.facts.map(({ key }) => key)).toEqual(['order', 'station', 'service']);
    expect(definition.anonymous).toBe(false);
  });

  test('brings what went wrong and the offer to be contacted, once even when asked for', () => {
    const added = ['whatWentWrong', 'contactOffer'];
    expect(definition.pages.map(({ key }) => key)).toEqual(['delivery', ...added]);
    expect(templateWith('delivery', ['contact-offer', 'what-went-wrong'])).toEqual(definition);
  });
});

describe('a module', () => {
  test('takes the lower half of any scale as dissatisfied', () => {
    const lowest = (min: number, max: number) => {
      const [ten] = Object.values(factorCsi.scales);
      if (ten === undefined) throw new Error('The template has a scale');
      const scaled = { ...factorCsi, scales: { ten: { ...ten, min, max } } };
      return withModules(scaled, [
        { pages: (low) => [{ ...pageOf(factorCsi), key: 'low', showIf: low }] },
      ]).pages.find(({ key }) => key === 'low')?.showIf;
    };
    const atMost = (value: number) => ({ op: 'atMost', question: 'overallSatisfaction', value });
    expect([lowest(1, 10), lowest(1, 5), lowest(0, 10), lowest(1, 7)]).toEqual([5, 2, 4, 3].map(atMost));
  });

  test('needs an overall rating to follow', () => {
    const without = { ...factorCsi, pages: factorCsi.pages.slice(0, 3) };
    expect(() => withModules(without, [])).toThrow(RangeError);
  });
});

function pageOf({ pages }: Definition) {
  const [page] = pages;
  if (page === undefined) throw new Error('The template has pages');
  return page;
}
