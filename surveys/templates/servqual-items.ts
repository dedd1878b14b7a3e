import type { LocalizedText } from '../localized.ts';
import { both } from './both.ts';
import { asked, type Group, sharing } from './items.ts';

/** A dimension of SERVQUAL in words for customers too: over its page, and where points are shared out over dimensions. */
export interface ServqualGroup extends Group {
  readonly title: LocalizedText;
  readonly description: LocalizedText;
}

const tangibles: ServqualGroup = {
  key: 'tangibles',
  name: both('有形性', 'Tangibles'),
  title: both('看得见的地方', 'What you can see'),
  description: both('网点、车辆、人员和单据资料的样子', 'How premises, vehicles, staff and documents look'),
  items: sharing(20, [
    asked(
      'modernEquipment',
      ['设备', 'Equipment'],
      ['车辆、设备和系统先进', 'Vehicles, equipment and systems are up to date'],
    ),
    asked(
      'premises',
      ['场所', 'Premises'],
      ['网点和仓库整洁美观', 'Outlets and warehouses are clean and inviting'],
    ),
    asked('appearance', ['仪表', 'Appearance'], ['工作人员着装整洁', 'Staff are neat in appearance']),
    asked(
      'materials',
      ['资料', 'Materials'],
      ['面单、网页和宣传资料清楚美观', 'Labels, web pages and leaflets are clear and pleasing'],
    ),
  ]),
};

const reliability: ServqualGroup = {
  key: 'reliability',
  name: both('可靠性', 'Reliability'),
  title: both('靠不靠得住', 'Keeping our word'),
  description: both('说到做到，办事准确、靠得住', 'Doing what was promised, dependably and accurately'),
  items: sharing(20, [
    asked(
      'keepsPromises',
      ['守诺', 'Promises'],
      ['答应了什么时候办好，就什么时候办好', 'What is promised by a certain time is done by then'],
    ),
    asked(
      'sincereInterest',
      ['诚心解决', 'Sincere interest'],
      ['客户遇到问题，诚心诚意帮着解决', 'A customer’s problem is met with a sincere wish to solve it'],
    ),
    asked(
      'rightFirstTime',
      ['一次办好', 'Right the first time'],
      ['第一次就把服务做对', 'The service is done right the first time'],
    ),
    asked(
      'onTime',
      ['准时', 'On time'],
      ['在约定的时间取件、送达', 'Collection and delivery are at the time agreed'],
    ),
    asked(
      'errorFreeRecords',
      ['记录无误', 'Records without error'],
      ['单据、账目和物流记录没有差错', 'Papers, invoices and tracking records are free of errors'],
    ),
  ]),
};

const responsiveness: ServqualGroup = {
  key: 'responsiveness',
  name: both('响应性', 'Responsiveness'),
  title: both('反应快不快', 'Being there for you'),
  description: both('愿意帮助客户，反应快', 'Being willing to help, and prompt'),
  items: sharing(20, [
    asked(
      'saysWhen',
      ['告知时间', 'Saying when'],
      ['准确告诉客户什么时候提供服务', 'Customers are told exactly when things will be done'],
    ),
    asked('promptService', ['及时', 'Prompt service'], ['工作人员及时提供服务', 'Staff give prompt service']),
    asked(
      'willingToHelp',
      ['乐于帮助', 'Willing to help'],
      ['工作人员总是愿意帮助客户', 'Staff are always willing to help'],
    ),
    asked(
      'neverTooBusy',
      ['有求必应', 'Never too busy'],
      ['再忙也会回应客户的要求', 'Staff are never too busy to respond'],
    ),
  ]),
};

const assurance: ServqualGroup = {
  key: 'assurance',
  name: both('保证性', 'Assurance'),
  title: both('放不放心', 'Being in good hands'),
  description: both('懂业务、有礼貌，让人放心', 'Knowing the job, being courteous, and inspiring trust'),
  items: sharing(20, [
    asked('inspiresTrust', ['可信', 'Trust'], ['工作人员的言行让人信任', 'The way staff act inspires trust']),
    asked(
      'feelsSafe',
      ['安心', 'Feeling safe'],
      ['把货物和款项交给他们，客户感到安心', 'Customers feel safe leaving goods and money with them'],
    ),
    asked('courteous', ['礼貌', 'Courtesy'], ['工作人员始终有礼貌', 'Staff are courteous at all times']),
    asked(
      'knowledgeable',
      ['业务知识', 'Knowledge'],
      ['工作人员懂业务，能回答客户的问题', 'Staff know enough to answer customers’ questions'],
    ),
  ]),
};

const empathy: ServqualGroup = {
  key: 'empathy',
  name: both('移情性', 'Empathy'),
  title: both('体不体谅', 'Caring about you'),
  description: both(
    '关心每一位客户，体谅客户的需要',
    'Caring for each customer, and understanding what each needs',
  ),
  items: sharing(20, [
    asked(
      'individualAttention',
      ['个别关照', 'Individual attention'],
      ['对每一位客户给予关照', 'Each customer gets individual attention'],
    ),
    asked(
      'convenientHours',
      ['服务时间', 'Convenient hours'],
      ['营业和取派的时间方便所有客户', 'Opening, collection and delivery hours suit all customers'],
    ),
    asked(
      'personalService',
      ['专人照应', 'Personal service'],
      ['有工作人员专门照应客户', 'There are staff who look after a customer in person'],
    ),
    asked(
      'bestInterests',
      ['为客户着想', 'Best interests'],
      ['把客户的利益放在心上', 'Customers’ interests are at heart'],
    ),
    asked(
      'understandsNeeds',
      ['了解需要', 'Understanding needs'],
      ['工作人员了解客户的具体需要', 'Staff understand what each customer needs'],
    ),
  ]),
};

export const servqualGroups: readonly ServqualGroup[] = [
  tangibles,
  reliability,
  responsiveness,
  assurance,
  empathy,
];
