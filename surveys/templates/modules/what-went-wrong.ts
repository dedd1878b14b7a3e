import { both } from '../both.ts';
import type { Module } from '../module.ts';

/**
 * What went wrong, for somebody who gave a low overall rating: what can go wrong with a parcel, from order to claim, and
 * room to tell it. Choices come in an order of their own for each customer, so that none gains by standing first.
 */
export const whatWentWrong: Module = {
  pages: (low) => [
    {
      key: 'whatWentWrong',
      title: both('哪里没有做好', 'What went wrong'),
      introduction: both(
        '很抱歉没能让您满意。请告诉我们问题出在哪里，不想回答的可以直接跳过。',
        'We are sorry that we let you down. Please tell us where. You can leave out whatever you do not wish to answer.',
      ),
      showIf: low,
      questions: [
        {
          kind: 'choices',
          key: 'problems',
          text: both('您遇到了哪些情况？', 'Which of these happened?'),
          required: false,
          shuffle: true,
          options: [
            {
              key: 'late',
              label: both('取件或派送太慢，没按时到', 'Collection or delivery was slow or late'),
            },
            {
              key: 'damaged',
              label: both('快件破损、受潮或少了东西', 'The parcel was damaged or incomplete'),
            },
            {
              key: 'lost',
              label: both('快件丢失，或送错了地方', 'The parcel was lost or taken to the wrong place'),
            },
            {
              key: 'handover',
              label: both(
                '没有联系我就放在别处，或不送上门',
                'It was left somewhere without asking, or not brought to the door',
              ),
            },
            {
              key: 'tracking',
              label: both('查不到快件走到哪里，或信息不准', 'Tracking was missing or wrong'),
            },
            { key: 'manner', label: both('工作人员的态度不好', 'Staff were unfriendly') },
            { key: 'charges', label: both('收费不清楚或不合理', 'Charges were unclear or unfair') },
            {
              key: 'unanswered',
              label: both('有问题联系不上人，或没人解决', 'Nobody could be reached, or nobody helped'),
            },
            { key: 'other', label: both('其他', 'Something else'), specify: true },
          ],
        },
        {
          kind: 'text',
          key: 'whatHappened',
          text: both('能说说当时的经过吗？', 'Would you tell us how it came about?'),
          hint: both(
            '请不要填写身份证号、银行卡号等个人信息。',
            'Please leave out personal details such as ID or card numbers.',
          ),
          required: false,
        },
      ],
    },
  ],
};
