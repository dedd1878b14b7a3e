import { beforeEach, describe, expect, test } from 'vitest';
import { questionnaireSchema } from '#surveys/design/published-schema.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let work: Workplace;

beforeEach(() => {
  work = aWorkplace();
});

/** A draft with whatever people and their keyboards put into texts, in an order of its own. */
const { format, pages, ...others } = aQuestionnaire();
const awkward = {
  pages,
  ...others,
  format,
  languages: ['ar', 'zh-CN', 'en'],
  title: {
    ar: 'ما رأيك؟ \u202bنص\u202c — 100٪',
    en: 'He said: "=1+1",\r\n\'+cmd|A1\'\t\\ </script> & a < b \u200d',
    'zh-CN': '满意👍🏽👨‍👩‍👧‍👦𠮷\n“引号”',
  },
};

describe('a questionnaire as a file', () => {
  test('exported, imported and exported again it is the same to the byte, with emoji, quotes, line breaks and writing from right to left', async () => {
    work.write('first.json', awkward);
    await work.manyi('questionnaire import --survey express --file @first.json');
    expect(await work.manyi('questionnaire export --survey express --out @second.json')).toMatchObject({
      code: 0,
      error: '',
    });
    const second = work.read('second.json');
    expect(JSON.stringify(JSON.parse(second))).toBe(JSON.stringify(awkward));
    await work.manyi('questionnaire import --survey other --file @second.json');
    await work.manyi('questionnaire export --survey other --out @third.json');
    expect(work.read('third.json')).toBe(second);
    // over a draft that was there, as well
    await work.manyi('questionnaire import --survey express --file @third.json');
    await work.manyi('questionnaire export --survey express --out @fourth.json');
    expect(work.read('fourth.json')).toBe(second);
  });

  test('of a survey there is none of is not written', async () => {
    const { code, error } = await work.manyi('questionnaire export --survey nobody --out @file.json');
    expect([code, error]).toEqual([1, expect.stringContaining('nobody')]);
    expect(() => work.read('file.json')).toThrow();
  });

  test('has a schema that can be printed', async () => {
    const { code, out } = await work.manyi('questionnaire schema');
    expect([code, JSON.parse(out)]).toEqual([0, JSON.parse(JSON.stringify(questionnaireSchema()))]);
  });
});
