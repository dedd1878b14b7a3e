import { type Mask, masksBy } from './mask.ts';

/** Given names that are hardly words; "Will", "Mark", "Grace" need something that introduces them. */
const given = new Set(
  (
    'james john robert michael david william richard joseph thomas charles christopher daniel matthew anthony donald steven paul andrew joshua kenneth kevin brian george timothy ronald jason edward jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick jack dennis jerry tyler aaron jose adam nathan henry douglas peter zachary kyle walter ethan jeremy harold keith roger noah carl gerald simon martin alan colin neil tony steve mike tom bob jim joe dave chris matt dan ben sam alex nick andy greg jeff tim ken ' +
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte kayla alexis lori kate jane lucy ' +
    'mohammed muhammad ahmed ali hassan fatima aisha ivan olga dmitri sergei pierre hans klaus luigi carlos juan pedro diego priya raj anil sunita hiroshi yuki'
  ).split(' '),
);

/** Capitalised words that follow a role or "I am" and are no names. */
const notNames = new Set(
  (
    'service services company team office department center centre support staff manager delivery customer the a an i it its this that these those my your our their his her we you he she they very not no yes so and or but if when was were is are has had will would could should can never always also still just only even too really at in on for from with to of as by monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
    'china chinese shanghai beijing guangzhou shenzhen hangzhou english sf ems dhl ups fedex jd zto yto sto app vip gps pda qr sms ok asia europe usa uk express logistics post courier driver happy satisfied disappointed sorry sure glad pleased angry tired new here there please good great bad nice polite rude late slow fast who which said told came called left refused threw took'
  ).split(' '),
);

const word = "[A-Z][\\p{L}'’-]*";
const initial = '[A-Z]\\.?';
const full = `(?:(?:${initial}\\s)?${word}(?:\\s(?:(?:de|van|von|der|da|bin|al)\\s)?${word}){0,2}|${initial}(?!\\p{L}))`;
const roles =
  '[Cc]ourier|[Dd]river|[Aa]gent|[Rr]ider|[Pp]ostman|[Cc]lerk|[Cc]olleague|[Ss]upervisor|[Mm]anager|[Dd]elivery (?:man|guy|boy|person)|[Cc]ustomer service(?: agent| rep(?:resentative)?)?';

const honorific =
  /(?<!\p{L})(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|mister)(?:\.\s?|\s)(?<name>\p{L}[\p{L}'’-]*\.?(?:\s\p{Lu}[\p{L}'’-]*){0,2})/giu;
const introducedBy = new RegExp(
  `(?<!\\p{L})(?:(?:[Mm]y|[Hh]is|[Hh]er|[Tt]he|'s)\\s(?:full\\s|last\\s|first\\s)?name\\s?(?:is|was|:)|[Nn]ame\\s?:|called|named|[Tt]his is|[Ii](?:['’]m| am)|[Aa]sk(?:ed)? for|[Ss]p(?:oke|eak|oken) (?:to|with)|[Tt]alked (?:to|with)|[Tt]hank(?:s to| you,?|s,?)|[Rr]egards,?|[Ss]incerely,?|[Dd]ear|[Ss]igned,?|${roles})\\s(?<name>${full})`,
  'gu',
);
const nameIs =
  /(?<!\p{L})(?:my|his|her)\s(?:\p{L}+\s)?name(?:['’]s|\sis|\swas)\s(?<name>\p{L}[\p{L}'’-]*(?:\s\p{L}[\p{L}'’-]*)?)/giu;
/** A Latin name behind a Chinese role: 快递员 John, 客服Amy. */
const behindChinese =
  /(?:我叫|名叫|他叫|她叫|叫做|叫|我是|姓名|名字是?|快递员|快递小哥|配送员|派送员|客服|小哥|师傅|经理|司机|老师|同事|联系|感谢|谢谢|找)\s?[:：]?\s?(?<name>[A-Z][a-z]{1,}(?:\s[A-Z][a-z]+)?)(?![a-z])/gu;
/** A Latin name before a Chinese title: Tom 先生, Amy姐. */
const beforeChinese =
  /(?<name>(?<![A-Za-z])[A-Za-z]{2,15})\s?(?:先生|女士|小姐|经理|老师|师傅|姐|哥)(?!家)/gu;
/** A given name without its capital, behind what a name follows. */
const uncapitalised = new RegExp(
  `(?<!\\p{L})(?:thanks? (?:to|you)|ask(?:ed)? for|called|named|name is|i am|i'm|${roles})\\s(?<hidden>${[...given].join('|')})(?!\\p{L})`,
  'gu',
);
const capitalised = new RegExp(`(?<!\\p{L})${word}(?:\\s${word})?`, 'gu');
const pinyinSurnames = new Set(
  'zhang wang li liu chen yang zhao huang zhou wu xu sun zhu hu guo lin luo gao liang zheng xie song tang deng feng han cao zeng peng xiao cai pan tian dong yuan yu ye jiang du su wei lv lu ding shen ren yao cui zhong tan fan liao shi jin wan gu hou qin bai jia meng xiong qiu yin xue yan lei'.split(
    ' ',
  ),
);
const pinyin =
  /^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:a|o|e|i|u|v|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|ang|eng|ing|ong|ia|iao|ian|iang|iong|ua|uo|uai|uan|uang)){1,2}$/u;

/**
 * Names of people in Latin letters: with a title or a role (Mr Smith, courier John), after what introduces a name (my name is …), beside
 * Chinese, and those that are hardly words.
 *
 * @param text in normal form, with its capitals
 */
export function englishNameMasks(text: string): Mask[] {
  if (!/\p{L}/u.test(text)) return [];
  return [
    ...named(honorific, text, false),
    ...named(introducedBy, text, true),
    ...named(nameIs, text, false),
    ...named(behindChinese, text, true),
    ...named(beforeChinese, text, true),
    ...masksBy(uncapitalised, 'name', text),
    ...unmistakable(text),
  ];
}

function named(pattern: RegExp, text: string, isChecked: boolean): Mask[] {
  return [...text.matchAll(pattern)].flatMap((match): Mask[] => {
    const name = match.groups?.name ?? '';
    const start = match.index + match[0].lastIndexOf(name);
    const kept = withoutWords(name);
    if (kept === '' || (isChecked && /^[A-Z]{3,}$/u.test(kept))) return [];
    return [{ kind: 'name', start, end: start + kept.length }];
  });
}

/** As much of what follows as may be a name. */
function withoutWords(name: string): string {
  const parts = name.split(' ');
  const end = parts.findIndex((part) => notNames.has(part.toLowerCase().replace(/[.'’].*$/u, '')));
  return (end < 0 ? parts : parts.slice(0, end)).join(' ');
}

function unmistakable(text: string): Mask[] {
  return [...text.matchAll(capitalised)].flatMap((match): Mask[] => {
    const [found] = match;
    const parts = found.split(' ');
    const bare = parts.map((part) => part.toLowerCase().replace(/['’].*$/u, ''));
    const [first = '', second] = bare;
    const mask = (end: number): Mask[] => [{ kind: 'name', start: match.index, end: match.index + end }];
    if (given.has(first.replace(/-.*$/u, '')))
      return mask(second === undefined || notNames.has(second) ? (parts[0] ?? '').length : found.length);
    const isPinyin =
      second !== undefined &&
      ((pinyinSurnames.has(first) && pinyin.test(second)) ||
        (pinyinSurnames.has(second) && pinyin.test(first)));
    if (isPinyin && !notNames.has(first) && !notNames.has(second)) return mask(found.length);
    if (second !== undefined && given.has(second)) {
      return [{ kind: 'name', start: match.index + found.indexOf(' ') + 1, end: match.index + found.length }];
    }
    return [];
  });
}
