import { describe, expect, test } from 'vitest';
import { kindOfMark, markOf } from '#reports/comments/mask.ts';
import { maskedComment } from '#reports/comments/masking.ts';
import { isIdentity, passesLuhn } from '#reports/comments/number-masks.ts';
import { chineseComments, englishComments, readableComments } from './masking-corpus.ts';
import { heldOutComments, heldOutReadable } from './masking-held-out.ts';

const [name, word] = [markOf('name'), markOf('word')];

/** A comment of the corpus without its brackets, and for each character whether it must not be read. */
function parsed(marked: string) {
  let text = '';
  const secret: boolean[] = [];
  let isSecret = false;
  for (const character of marked) {
    if (character === '⟦' || character === '⟧') isSecret = character === '⟦';
    else {
      text += character;
      for (let unit = 0; unit < character.length; unit++) secret.push(isSecret);
    }
  }
  return { text, secret };
}

/** For each code unit of a text whether it is behind a mask; what stands between two marks is found again in order. */
function hidden(text: string, masked: string): boolean[] {
  const covered = new Array<boolean>(text.length).fill(false);
  const pieces = masked.split(/[\ue000-\ue00a]/u);
  let at = 0;
  pieces.forEach((piece, place) => {
    const start = place === pieces.length - 1 ? text.length - piece.length : text.indexOf(piece, at);
    for (let unit = at; unit < start; unit++) covered[unit] = true;
    at = start + piece.length;
  });
  return covered;
}

/** Parts of a text that are secret, or masked, as spans. */
function spans(flags: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  flags.forEach((flag, place) => {
    const last = found.at(-1);
    if (!flag) return;
    if (last !== undefined && last[1] === place) last[1] = place + 1;
    else found.push([place, place + 1]);
  });
  return found;
}

function judged(corpus: readonly string[]) {
  let secrets = 0;
  let caught = 0;
  let masks = 0;
  let right = 0;
  const missed: string[] = [];
  const wrong: string[] = [];
  for (const marked of corpus) {
    const { text, secret } = parsed(marked);
    const covered = hidden(text, maskedComment(text));
    const letter = (place: number) => /[\p{L}\p{N}]/u.test(text[place] ?? '');
    for (const [start, end] of spans(secret)) {
      const isCaught = [...Array(end - start).keys()].every((i) => covered[start + i] || !letter(start + i));
      secrets += 1;
      if (isCaught) caught += 1;
      else missed.push(`${text} -> ${maskedComment(text)}`);
    }
    for (const [start, end] of spans(covered)) {
      const isRight = secret.slice(start, end).some(Boolean);
      masks += 1;
      if (isRight) right += 1;
      else wrong.push(`${text}: ${text.slice(start, end)}`);
    }
  }
  return { secrets, recall: caught / secrets, precision: masks === 0 ? 1 : right / masks, missed, wrong };
}

describe('masking of comments', () => {
  test('of names, numbers and addresses in made-up comments none can be read', () => {
    const all = [...chineseComments, ...englishComments];
    expect(all.length + readableComments.length).toBeGreaterThanOrEqual(150);
    const { missed, recall } = judged(all);
    expect(missed).toEqual([]);
    expect(recall).toBe(1);
  });

  test('what names nobody stays readable', () => {
    const { wrong, precision } = judged([...chineseComments, ...englishComments, ...readableComments]);
    expect(wrong).toEqual([]);
    expect(precision).toBe(1);
    expect(readableComments.filter((text) => maskedComment(text) !== text)).toEqual([]);
  });

  test('in a collection held out from its making it finds nearly all, and hides hardly anything else', () => {
    const { secrets, recall } = judged(heldOutComments);
    const { precision } = judged([...heldOutComments, ...heldOutReadable]);
    expect(secrets).toBe(59);
    expect(recall).toBeGreaterThan(0.95);
    expect(precision).toBeGreaterThan(0.95);
    expect(heldOutReadable.filter((text) => maskedComment(text) !== text)).toEqual([]);
  });

  test('names and words that are told are found however they are written', () => {
    const known = { names: ['万事达', 'Grace Hill', '欧阳 雪'], words: ['Project X', '红楼'] };
    const masked = (text: string) => maskedComment(text, known);
    expect(masked('万 事 达送得快，事达真好')).toBe(`${name}送得快，${name}真好`);
    expect(masked('GRACE was late, said grace hill')).toBe(`${name} was late, said ${name}`);
    expect(masked('gracefully done')).toBe('gracefully done');
    expect(masked('在红\u200b楼等，ｐｒｏｊｅｃｔ ｘ 的件')).toBe(`在${word}等，${word} 的件`);
    expect(masked('欧阳雪签收')).toBe(`${name}签收`);
    expect(maskedComment('完全没有', { names: ['', ' ', '。'], words: ['.*'] })).toBe('完全没有');
  });

  test('what is masked says what it was', () => {
    const kinds = (text: string) => [...maskedComment(text)].flatMap((one) => kindOfMark(one) ?? []);
    expect(kinds('电话 13800138000')).toEqual(['phone']);
    expect(kinds('身份证 11010519491231002X')).toEqual(['identity']);
    expect(kinds('卡 4111 1111 1111 1111')).toEqual(['card']);
    expect(kinds('运单 SF1234567890123')).toEqual(['number']);
    expect(kinds('a@example.com 和 粤B12345')).toEqual(['email', 'plate']);
    expect(kinds('王经理，文三路 12 号')).toEqual(['name', 'address']);
  });

  test('check characters are those of the standards', () => {
    expect(['11010519491231002x', '440524188001010014', '130503670401001'].map(isIdentity)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['110105194912310021', '130503671401001', '1234'].map(isIdentity)).toEqual([false, false, false]);
    expect(['4111111111111111', '79927398713'].map(passesLuhn)).toEqual([true, true]);
    expect(passesLuhn('4111111111111112')).toBe(false);
  });

  test.each([
    ['西门站点的司马光明太不负责', '西门站点的N太不负责'],
    ['张*伟说明天送，结果没来', 'N说明天送，结果没来'],
    ['让买买提·艾山江给我道歉', '让N给我道歉'],
    ['国强师傅不错', 'N不错'],
    ['邮箱zhangsan艾特qq点com', '邮箱E'],
    ['打总机转 8013 没人接，房号2305', '打总机转 # 没人接，房号#'],
    ['Signed, S. Connor', 'Signed, N'],
    ['driver ahmed shouted, thanks to lucy', 'driver N shouted, thanks to N'],
    ['Jean-Luc was late, ring ext 5512', 'N was late, ring ext #'],
  ])('what is told by its shape, or left half open, is masked: %s', (written, wanted) => {
    const shown = wanted
      .replaceAll('N', name)
      .replaceAll('E', markOf('email'))
      .replaceAll('#', markOf('number'));
    expect(maskedComment(written)).toBe(shown);
  });

  test.each([
    '送了5*3箱，3*2的也收',
    '态度·时效·价格都满意',
    '转了3天才到',
    '转运中心爆仓，等了100小时',
    '安全到达，服务老师傅水平',
    'Thanks to you all, the driver called twice',
  ])('what only looks so stays readable: %s', (written) => {
    expect(maskedComment(written)).toBe(written);
  });

  test('everything but what is masked stays as it was written', () => {
    const written = 'ＡＢＣ <b>①</b> é\u0301 👨‍👩‍👧 مرحبا \u202eabc\u202c 王经理 ½';
    expect(maskedComment(written)).toBe(written.replace('王经理', name));
    expect(maskedComment('\ue000\ue005x')).toBe('x');
    expect(maskedComment('')).toBe('');
  });

  // a rule that goes back over what it has read would take hours
  test('texts of twenty thousand characters, made to be slow, come to an end', { timeout: 120_000 }, () => {
    const filler = ['a', '王', '1-', '北京市', 'a.', 'one ', '@', ' ', '路1', 'Abc ', '我叫', 'x-1'];
    const masked = filler.map((piece) => maskedComment(piece.repeat(20_000 / piece.length)));
    expect(masked.every((text) => text.length > 0)).toBe(true);
  });
});
