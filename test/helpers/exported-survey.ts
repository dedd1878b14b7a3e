import type { DefinitionDocument } from '#surveys/definition.ts';
import type { Workplace } from './cli.ts';
import { aQuestionnaire } from './questionnaire.ts';

/** Comments that break files which are not written with care. */
export const hostileTexts = {
  formula: '=HYPERLINK("http://x","y")',
  lines: 'first\r\nsecond "quoted" \'half',
  chinese: '派送很快，但是包装破损。',
  emoji: '👍🏽‍♀️ ‏עברית‏ <b>&amp;</b>',
  tab: 'a\tb, c; d',
  long: '好'.repeat(10_000),
};

/** The questionnaire of the rows below: names alike, names of any script, and options of long keys. */
function hostileQuestionnaire(): DefinitionDocument {
  const document = aQuestionnaire();
  const about = document.pages.find(({ key }) => key === 'about');
  const comment = about?.questions.find(({ key }) => key === 'comment');
  if (about === undefined || comment?.kind !== 'text') throw new Error('The questionnaire has changed');
  comment.maxLength = 10_000;
  const alike = { 'zh-CN': '“同名”问题 😀', en: 'Two named alike' };
  about.questions.push(
    { kind: 'number', key: 'weight', text: alike, decimals: 2, min: -5, required: false },
    { kind: 'number', key: 'Weight', text: alike, required: false },
    {
      kind: 'choice',
      key: 'business',
      text: alike,
      required: false,
      options: [
        { key: 'electronic-commerce', label: { 'zh-CN': '电商', en: '=commerce' } },
        { key: 'other', label: { 'zh-CN': '其他', en: 'It\'s "other"' } },
      ],
    },
  );
  return document;
}

const columns =
  'wave,id,class,city,N,result,e1,p1,e2,p2,e3,p3,i3,ease,ltr,market,app,phone,shop,n,w1,w2,b,words,when';

/** Rows of two waves in strata of different response, with texts that are hard to write. */
function rows(): string {
  const texts = Object.values(hostileTexts);
  const lines: string[] = [];
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  for (let i = 0; i < 60; i++) {
    const wave = i < 40 ? '2026Q1' : '2026Q2';
    const stratum = i % 3 === 0 ? 'A' : '乙, "B"';
    const population = stratum === 'A' ? 300 : 5000;
    const city = ['北京', 'São Paulo', "'=city", ''][i % 4] ?? '';
    const isAnswered = i % 5 !== 4;
    const answers = isAnswered
      ? [
          ...[1 + (i % 10), 1 + ((i * 7) % 10), 5, 6],
          ...(i % 7 === 0 ? ['NA', 'NA', ''] : [9, 1 + (i % 9), 10]),
          ...[i % 6 === 0 ? 'NA' : 1 + (i % 5), i % 11, i % 2 === 0 ? 'letters' : 'parcels'],
          ...(i % 4 === 3 ? ['', '', ''] : [1, 0, i % 2]),
          ...[i, i % 3 === 0 ? '' : -i / 20, i % 2 === 0 ? '' : 1000 * i],
          ...[i % 3 === 0 ? 'electronic-commerce' : '', cell(texts[i] ?? '')],
          `2026-0${i < 40 ? 2 : 5}-01T09:00:${10 + (i % 50)}+08:00`,
        ]
      : new Array<string>(19).fill('');
    lines.push(
      [
        wave,
        cell(`客户 ${i}`),
        cell(stratum),
        cell(city),
        population,
        isAnswered ? 'I' : 'NC',
        ...answers,
      ].join(','),
    );
  }
  return `${columns}\n${lines.join('\n')}\n`;
}

/** Makes the survey `s` of two waves with hostile names and texts, weighted for nonresponse in each stratum. */
export async function anExportedSurvey(place: Workplace): Promise<void> {
  place.write('q.json', hostileQuestionnaire());
  place.write('data.csv', rows());
  place.write('mapping.json', {
    wave: { column: 'wave' },
    customer: 'id',
    stratum: 'class',
    population: 'N',
    attributes: { city: 'city', 城市: 'city' },
    disposition: { column: 'result', codes: { I: 'complete', NC: 'noContact' } },
    answers: {
      speed: { expectation: 'e1', perception: 'p1' },
      manner: { expectation: 'e2', perception: 'p2' },
      claims: { expectation: 'e3', perception: 'p3', importance: 'i3' },
      ...{ ease: 'ease', recommend: 'ltr', market: 'market', parcels: 'n', weight: 'w1', Weight: 'w2' },
      ...{ business: 'b', comment: 'words' },
      channels: { columns: { app: 'app', phone: 'phone', shop: 'shop' } },
    },
    notApplicable: ['NA'],
    answeredAt: 'when',
    plan: {
      weighting: { nonresponse: { classes: ['stratum'], minimum: 0 } },
      segments: ['city'],
      variables: {
        city: {
          label: { 'zh-CN': '城市', en: 'City' },
          values: { 北京: { 'zh-CN': '北京', en: 'Beijing' }, 'São Paulo': { en: 'Sao Paulo' } },
        },
      },
    },
  });
  for (const line of [
    'questionnaire import --survey s --file @q.json',
    'publish --survey s',
    'responses import --survey s --file @data.csv --mapping @mapping.json',
  ]) {
    const { code, error } = await place.manyi(line);
    if (code !== 0) throw new Error(`${line}: ${error}`);
  }
}
