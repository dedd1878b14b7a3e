import type { studioPiping as english } from '../en/studio-piping.ts';

export const studioPiping: Readonly<Record<keyof typeof english, string>> = {
  'design.pipe.begin': '插入回答或已知信息…',
  'design.pipe.what': '前面的回答，或客户的已知信息',
  'design.pipe.fallback': '没有内容时显示',
  'design.pipe.insert': '插入',
  'design.pipe.reads': '显示为：',
  'design.pipe.part': '{name}（{part}）',
  'design.pipe.or': '{what}，没有时为“{fallback}”',
  'design.pipe.broken': '这里没有这个回答。',
  'design.namedPart': '{kind}“{name}”',
  'design.referred': '{name}仍被引用',
  'design.referred.what':
    '如果仍要删除：条件中与它有关的部分会一并去掉，因此失去条件的提前结束和配额也会删除，文字则按没有回答时显示。',
  'design.inUse': '{name}仍在使用',
  'design.replace': '用文件替换',
};
