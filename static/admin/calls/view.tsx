import { Button, EmptyState, Heading, Inline, Stack, Text } from '@forge/react';
import { useCallback, useEffect, useState } from 'react';
import type { Setup } from '../../../src/contract/admin';
import type { CallsPage } from '../../../src/contract/admin-calls';
import { useEvery } from '../clock';
import { loadCalls, retryParkedCalls } from '../effects';
import { Choice, Notice, Show, usePage } from '../parts';
import { useWords } from '../use-words';
import { CallDialog } from './dialog';
import { CallTable } from './table';

const SHOWS = ['all', 'parked', 'waiting', 'filed', 'abandoned'] as const;
const ALL_LINES = '-';
/** Calls take seconds to become requests; the list need not be faster. */
const LIVE_MS = 5000;

/** The calls, those that wait for somebody first; kept up to date while it is looked at. */
export function Calls({ setup }: { setup: Setup }) {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  const { filter } = state;
  const { calls } = state.views;
  useEffect(() => void loadCalls(filter, dispatch), [filter, dispatch]);
  const [isPaged, setPaged] = useState(false);
  // Another choice begins with its first page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is what it waits for
  useEffect(() => setPaged(false), [filter]);
  useLive(!isPaged && !calls.loading);
  return (
    <Stack space="space.200">
      <Inline spread="space-between" alignBlock="center" shouldWrap>
        <Heading as="h2">{say('calls.title')}</Heading>
        <Text color="color.text.subtle">{say('calls.live')}</Text>
      </Inline>
      <Filter setup={setup} />
      <Notice form="calls" />
      <RetryAll count={setup.parkedCalls} />
      <Show loaded={calls} retry={() => loadCalls(filter, dispatch)} label={say('calls.title')}>
        {(page) => (
          <CallPage
            page={page}
            setup={setup}
            more={() => {
              setPaged(true);
              void loadCalls({ ...filter, cursor: page.cursor }, dispatch);
            }}
          />
        )}
      </Show>
      <CallDialog />
    </Stack>
  );
}

const isFiltered = ({ lineId, show }: { lineId?: string | undefined; show?: string | undefined }): boolean =>
  lineId !== undefined || (show !== undefined && show !== 'all');

/** A page may have nothing that fits, and still not be the last. */
function CallPage({ page, setup, more }: { page: CallsPage; setup: Setup; more: () => void }) {
  const { state } = usePage();
  const { say } = useWords();
  const isSieved = isFiltered(state.filter);
  return (
    <Stack space="space.100">
      {page.calls.length > 0 ? (
        <CallTable calls={page.calls} lines={setup.lines} />
      ) : (
        <EmptyState
          header={say(isSieved ? 'calls.noneFiltered' : 'calls.none')}
          description={isSieved ? '' : say('calls.noneHelp')}
        />
      )}
      {page.cursor !== undefined && (
        <Inline>
          <Button isDisabled={state.views.calls.loading} onClick={more}>
            {say('actions.more')}
          </Button>
        </Inline>
      )}
    </Stack>
  );
}

/** Whoever has paged on is left in peace, and nothing is asked for before the answer to the last question. */
function useLive(isOn: boolean): void {
  const { state, dispatch } = usePage();
  const { filter } = state;
  const renew = useCallback(() => void loadCalls(filter, dispatch), [filter, dispatch]);
  useEvery(LIVE_MS, renew, isOn);
}

function Filter({ setup }: { setup: Setup }) {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  const { lineId, show = 'all' } = state.filter;
  const choose = (filter: typeof state.filter) => {
    dispatch({ kind: 'forgotten', view: 'calls' });
    dispatch({ kind: 'filter-chosen', filter });
  };
  return (
    <Inline space="space.200" shouldWrap>
      <Choice
        name="callsShow"
        label={say('calls.show')}
        value={show}
        options={SHOWS.map((value) => ({ value, label: say(`calls.shows.${value}`) }))}
        onChange={(value) => choose({ ...state.filter, show: value })}
      />
      <Choice
        name="callsLine"
        label={say('calls.line')}
        value={lineId ?? ALL_LINES}
        options={[
          { value: ALL_LINES, label: say('calls.allLines') },
          ...setup.lines.map(({ id, name, number }) => ({ value: id, label: `${name} (${number})` })),
        ]}
        onChange={(value) => choose({ show, ...(value === ALL_LINES ? {} : { lineId: value }) })}
      />
    </Inline>
  );
}

function RetryAll({ count }: { count: number }) {
  const { state, dispatch } = usePage();
  const words = useWords();
  if (count === 0) return null;
  return (
    <Inline>
      <Button
        isDisabled={state.saving === 'calls'}
        onClick={() => retryParkedCalls(state.filter, words, dispatch)}
      >
        {words.say('calls.retryAll')}
      </Button>
    </Inline>
  );
}
