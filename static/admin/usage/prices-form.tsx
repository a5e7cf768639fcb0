import { Heading, Inline, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { Prices } from '../../../src/contract/prices';
import { savePrices } from '../effects';
import { Notice, SaveButton, TextRow, useFieldError, usePage } from '../parts';
import { readTyped } from '../typed-number';
import { useWords } from '../use-words';

const NAMES = [
  'callMinute',
  'recordingMinute',
  'textSegment',
  'transcriptionMinute',
  'inputTokens',
  'outputTokens',
] as const satisfies (keyof Prices)[];

/** What the admin pays; it differs by country and contract. */
export function PricesForm({ prices, month }: { prices: Prices; month: string }) {
  const { dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const errorOf = useFieldError('prices');
  const [typed, setTyped] = useState(() => textsOf(prices));
  return (
    <Stack space="space.100">
      <Heading as="h3">{say('usage.prices')}</Heading>
      <Text>{say('usage.pricesHelp')}</Text>
      {NAMES.map((name) => (
        <TextRow
          key={name}
          name={name}
          label={say(`usage.${name}`)}
          error={errorOf(name)}
          value={typed[name]}
          onChange={(text) => setTyped({ ...typed, [name]: text })}
        />
      ))}
      <Inline>
        <SaveButton
          form="prices"
          label={say('actions.save')}
          onClick={() => savePrices(pricesOf(typed), month, words, dispatch)}
        />
      </Inline>
      <Notice form="prices" />
    </Stack>
  );
}

type Texts = Record<keyof Prices, string>;

const textsOf = (prices: Prices): Texts => ({
  callMinute: String(prices.callMinute),
  recordingMinute: String(prices.recordingMinute),
  textSegment: String(prices.textSegment),
  transcriptionMinute: String(prices.transcriptionMinute),
  inputTokens: String(prices.inputTokens),
  outputTokens: String(prices.outputTokens),
});

const pricesOf = (typed: Texts): Prices => ({
  callMinute: readTyped(typed.callMinute),
  recordingMinute: readTyped(typed.recordingMinute),
  textSegment: readTyped(typed.textSegment),
  transcriptionMinute: readTyped(typed.transcriptionMinute),
  inputTokens: readTyped(typed.inputTokens),
  outputTokens: readTyped(typed.outputTokens),
});
