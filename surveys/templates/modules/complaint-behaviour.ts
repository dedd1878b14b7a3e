import type { Condition } from '../../conditions.ts';
import { both } from '../both.ts';
import type { Module } from '../module.ts';

/** The question of what a customer did when dissatisfied. */
export const complaintQuestion = 'complaintActions';

/** Answers to it that are addressed to somebody who could put it right. */
export const publicActions = [
  'askedForRedress',
  'wentToLaw',
  'complainedToCompany',
  'complainedToAuthority',
] as const;

/** Answers to it that the company never hears of. */
export const privateActions = ['stoppedBuying', 'toldFriends'] as const;

const actedPublicly: Condition = {
  op: 'any',
  of: publicActions.map((value): Condition => ({ op: 'includes', question: complaintQuestion, value })),
};

/**
 * How dissatisfaction is expressed (客户表达不满的方式): not at all, in public (redress sought from the company, law, a
 * complaint to the company or an authority) or in private (no more business, friends warned); what came of it, and
 * whether the customer would come back. Most dissatisfaction is silent or private, so that a report can set the complaints
 * a company knows of beside the dissatisfaction it has caused.
 *
 * After R. L. Day and E. L. Landon, "Toward a theory of consumer complaining behavior", in A. G. Woodside, J. N. Sheth and
 * P. D. Bennett (eds.), Consumer and Industrial Buying Behavior, North-Holland 1977, pp. 425-437. The wording is our own.
 */
export const complaintBehaviour: Module = {
  pages: (low) => [
    {
      key: 'complaintBehaviour',
      title: both('遇到不满意以后', 'After you were dissatisfied'),
      introduction: both(
        '想了解您遇到不满意的情况后是怎么做的，不想回答的可以直接跳过。',
        'We would like to know what you did about it. You can leave out whatever you do not wish to answer.',
      ),
      showIf: low,
      questions: [
        {
          kind: 'choices',
          key: complaintQuestion,
          text: both('不满意的时候，您做了什么？', 'When you were dissatisfied, what did you do?'),
          required: false,
          options: [
            {
              key: 'askedForRedress',
              label: both(
                '直接要求公司补救或赔偿',
                'I asked the company to put it right or to compensate me',
              ),
            },
            { key: 'complainedToCompany', label: both('向公司投诉', 'I complained to the company') },
            {
              key: 'complainedToAuthority',
              label: both(
                '向邮政管理部门、消费者协会等投诉',
                'I complained to an authority or a consumer organisation',
              ),
            },
            { key: 'wentToLaw', label: both('通过法律途径解决', 'I took legal steps') },
            {
              key: 'stoppedBuying',
              label: both('不再用这家公司，或用得少了', 'I stopped using the company, or use it less'),
            },
            {
              key: 'toldFriends',
              label: both('告诉了亲友或同行', 'I told friends, family or business partners'),
            },
            { key: 'other', label: both('其他', 'Something else'), specify: true },
            { key: 'nothing', label: both('什么也没做', 'I did nothing'), exclusive: true },
          ],
        },
      ],
    },
    {
      key: 'complaintOutcome',
      title: both('后来怎么样', 'What came of it'),
      showIf: low,
      questions: [
        {
          kind: 'choices',
          key: 'complaintResponse',
          text: both('对方是怎么处理的？', 'What was done about it?'),
          showIf: actedPublicly,
          required: false,
          options: [
            { key: 'apologised', label: both('道了歉', 'I got an apology') },
            { key: 'explained', label: both('说明了原因', 'The reason was explained to me') },
            {
              key: 'repaired',
              label: both('补送、重送，或把事情办妥了', 'It was put right, such as by delivering again'),
            },
            { key: 'compensated', label: both('退费或赔偿', 'I got my money back or was compensated') },
            { key: 'other', label: both('其他', 'Something else'), specify: true },
            { key: 'nothing', label: both('没有任何回应', 'Nothing'), exclusive: true },
          ],
        },
        {
          kind: 'choice',
          key: 'complaintResolved',
          text: both('问题解决了吗？', 'Was the problem resolved?'),
          showIf: actedPublicly,
          required: false,
          options: [
            { key: 'yes', label: both('解决了，我满意', 'Yes, to my satisfaction') },
            { key: 'partly', label: both('解决了一部分', 'In part') },
            { key: 'no', label: both('没有解决', 'No') },
            { key: 'pending', label: both('还在处理', 'It is still being dealt with') },
          ],
        },
        {
          kind: 'choice',
          key: 'wouldReturn',
          text: both('下次寄件，您还会选择我们吗？', 'Would you choose us again for your next parcel?'),
          required: false,
          options: [
            { key: 'certainly', label: both('一定会', 'Certainly') },
            { key: 'probably', label: both('可能会', 'Probably') },
            { key: 'undecided', label: both('还没想好', 'I do not know yet') },
            { key: 'hardly', label: both('可能不会', 'Probably not') },
            { key: 'never', label: both('一定不会', 'Certainly not') },
          ],
        },
      ],
    },
  ],
};
