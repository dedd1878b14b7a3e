import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PartReliability, ScaleReliability } from '#reports/wave-reliability.ts';
import type { ReliabilityDocument } from '#server/exports/reliability.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import {
  type Analyses,
  aPanel,
  demonstration,
  type ExpectedReliability,
  panel,
  panelQuestionnaire,
} from '#test/helpers/analyses.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { golden, hasReference, referenceFile } from '#test/helpers/reference.ts';
import { expectSame } from '#test/reports/survey-fixture.ts';

let place: Workplace;

beforeAll(async () => {
  place = await aPanel();
});

async function reliabilityOf(options: string, workplace = place): Promise<ReliabilityDocument> {
  expect(await workplace.manyi(`reliability ${options} --out @r.json`)).toMatchObject({ code: 0, error: '' });
  return JSON.parse(workplace.read('r.json'));
}

type ExpectedSide = ExpectedReliability['expectation'];

function expectScale(ours: ScaleReliability | null, expected: ExpectedSide, what: string) {
  if (ours === null) throw new Error(`Nothing is measured of ${what}`);
  const same = (mine: number | null | undefined, theirs: number | null | undefined, name: string) =>
    expectSame(mine, theirs ?? Number.NaN, `${name} of ${what}`, 1e-9);
  same(ours.raw.estimate, expected.raw.estimate, 'alpha');
  if (expected.raw.se !== null) same(ours.raw.standardError, expected.raw.se, 'error of alpha');
  same(ours.standardised.estimate, expected.standardised, 'standardised alpha');
  for (const [k, item] of ours.items.entries()) {
    same(item.mean.estimate, expected.mean[k], `mean of ${item.key}`);
    same(item.restCorrelation.estimate, expected.rest[k], `${item.key} and the rest`);
    if (expected.dropped === null) expect(item.alphaIfDropped).toBeNull();
    else same(item.alphaIfDropped?.estimate, expected.dropped[k]?.estimate, `alpha without ${item.key}`);
    const se = expected.dropped?.[k]?.se ?? null;
    if (se !== null) same(item.alphaIfDropped?.standardError, se, `its error`);
  }
}

function expectPart(ours: PartReliability, expected: ExpectedReliability | null) {
  const what = `${ours.kind} ${ours.key}`;
  if (expected === null) {
    expect([ours.expectation, ours.perception, ours.difference]).toEqual([null, null, null]);
    return;
  }
  for (const side of [ours.expectation, ours.perception, ours.difference]) expect(side?.n).toBe(expected.n);
  expect(ours.perception?.leftOut).toBe(expected.leftOut);
  expectScale(ours.expectation, expected.expectation, `expectations, ${what}`);
  expectScale(ours.perception, expected.perception, `perceptions, ${what}`);
  expectSame(ours.difference?.estimate, expected.difference.estimate, `difference, ${what}`, 1e-9);
  const { se } = expected.difference;
  if (se !== null) expectSame(ours.difference?.standardError, se, `its error`, 1e-9);
}

function expectReliability({ parts }: ReliabilityDocument, { reliability }: Analyses) {
  for (const kind of ['factor', 'dimension'] as const) {
    const own = parts.filter((part) => part.kind === kind);
    expect(own.map(({ key }) => key)).toEqual(Object.keys(reliability[kind]));
    for (const part of own) expectPart(part, reliability[kind][part.key] ?? null);
  }
}

describe('reliability of a wave', () => {
  test('equals R, with errors that know the strata and the raking', async () => {
    expectReliability(await reliabilityOf('--survey parcels --wave 2026'), panel);
  });

  test('equals R in the demonstration', { timeout: 120_000 }, async () => {
    const demo = aWorkplace();
    expect(await demo.manyi('demo', { MANYI_PORT: '0' })).toMatchObject({ code: 0 });
    expectReliability(await reliabilityOf('--survey huajie --wave 2026Q2', demo), demonstration);
  });

  test('names what agrees badly, in the chosen language', async () => {
    const english = await place.manyi('reliability --survey parcels --wave 2026 --out @r.json');
    expect(english.out).toContain('“The parcel”, Expectation: α is 0.39. Below 0.70');
    expect(english.out).toMatch(/not very reliable \(ρ below 0\.70\) for “The product” and “The parcel”/);
    expect(english.out).toMatch(/^ {2}The back +1 +one item$/m);
    const { warnings }: ReliabilityDocument = JSON.parse(place.read('r.json'));
    expect(warnings.map(({ code }) => code)).toContain('low-alpha');
    const chinese = await place.manyi('reliability --survey parcels --wave 2026 --out @r.json --lang zh-CN');
    expect(chinese.out).toContain('“甲parcel”的期望：α 为 0.39。');
  });

  test('is a table of parts and items with every digit', async () => {
    const document = await reliabilityOf('--survey parcels --wave 2026');
    await place.manyi('reliability --survey parcels --wave 2026 --out @r.csv --lang zh-CN');
    const [header = [], ...rows]: string[][] = parse(place.read('r.csv'), { bom: true });
    expect(header.slice(0, 9)).toEqual([
      '层级',
      '键',
      '名称',
      '方面',
      '指标键',
      '指标',
      'n',
      '未计入',
      '克朗巴赫 α',
    ]);
    const people = rows.filter((row) => row[1] === 'people');
    expect(people.map((row) => [row[3], row[4]])).toEqual([
      ...['期望', '感受'].flatMap((side) => [
        [side, ''],
        [side, 'courier'],
        [side, 'hotline'],
        [side, 'claims'],
      ]),
      ['感受减期望', ''],
    ]);
    const part = document.parts.find(({ key }) => key === 'people');
    expect(Number(people[4]?.[header.indexOf('克朗巴赫 α')])).toBe(part?.perception?.raw.estimate);
    expect(Number(people[8]?.[header.indexOf('差值信度 ρ：标准误')])).toBe(part?.difference?.standardError);
    expect(Number(people[5]?.[header.indexOf('标准差')])).toBe(part?.perception?.items[0]?.standardDeviation);
  });
});

const blocks = {
  Image: ['IMAG1', 'IMAG2', 'IMAG3', 'IMAG4', 'IMAG5'],
  Expectation: ['CUEX1', 'CUEX2', 'CUEX3'],
  Quality: ['PERQ1', 'PERQ2', 'PERQ3', 'PERQ4', 'PERQ5', 'PERQ6', 'PERQ7'],
  Value: ['PERV1', 'PERV2'],
  Satisfaction: ['CUSA1', 'CUSA2', 'CUSA3'],
  Loyalty: ['CUSL1', 'CUSL2', 'CUSL3'],
};

/** The mobile-phone study asks each question once; here what was answered stands for both sides. */
function mobiQuestionnaire(): DefinitionDocument {
  const named = (key: string) => ({ key, name: { 'zh-CN': key, en: key } });
  const items = Object.values(blocks).flat();
  return {
    ...panelQuestionnaire(),
    factors: Object.entries(blocks).map(([block, keys]) => ({
      ...named(block),
      kind: 'direct',
      weight: 1,
      dimensions: [{ ...named(block), items: keys.map((key) => ({ ...named(key), weight: 1 })) }],
    })),
    pages: [
      {
        key: 'all',
        title: named('all').name,
        questions: items.map((key) => ({ kind: 'pair' as const, key, scale: 'ten' })),
      },
    ],
  };
}

describe.runIf(hasReference)('reliability of the mobile-phone study', () => {
  test('equals the reference, block by block', async () => {
    const mobi = aWorkplace();
    const sides = (key: string) => [key, { expectation: key, perception: key }];
    mobi.write('q.json', mobiQuestionnaire());
    mobi.write('mapping.json', {
      wave: { value: 'study' },
      answers: Object.fromEntries(Object.values(blocks).flat().map(sides)),
      locale: 'en',
    });
    for (const line of [
      'questionnaire import --survey mobi --file @q.json',
      'publish --survey mobi',
      `responses import --survey mobi --file ${referenceFile('data/mobi.csv')} --mapping @mapping.json`,
    ]) {
      expect(await mobi.manyi(line)).toMatchObject({ code: 0, error: '' });
    }
    const { parts, warnings } = await reliabilityOf('--survey mobi --wave study', mobi);
    const { reliability } = golden('structural-models').mobi_A_path;
    for (const { key, perception, difference } of parts) {
      expectSame(perception?.raw.estimate, reliability[key].alpha_raw, `alpha of ${key}`, 1e-12);
      expectSame(
        perception?.standardised.estimate,
        reliability[key].alpha_std,
        `standardised, ${key}`,
        1e-12,
      );
      // nobody's two sides differ, so that there is no difference to be reliable
      expect(difference).toMatchObject({ estimate: null, reason: 'zero-denominator' });
    }
    const low = warnings.filter(({ code, params }) => code === 'low-alpha' && params.kind === 'factor');
    expect([...new Set(low.map(({ params }) => params.part))]).toEqual(['Expectation', 'Loyalty']);
  });
});
