import { DynamicTable, Stack, Text, User } from '@forge/react';
import type { AuditEntry } from '../../src/contract/audit';
import { cell } from './cell';
import { useWords } from './use-words';

/** What the app did: ids and codes only. */
/** @param ofCall set where all of it is about one call, whose id need not be said */
export function AuditTable({ entries, ofCall = false }: { entries: AuditEntry[]; ofCall?: boolean }) {
  const { say, exactTime } = useWords();
  return (
    <DynamicTable
      label={say('safety.auditTitle')}
      head={{
        cells: [
          { key: 'at', content: say('calls.at'), width: 25 },
          { key: 'what', content: say('calls.what'), width: 40 },
          { key: 'outcome', content: say('calls.outcome'), width: 35 },
        ],
      }}
      rows={entries.map((entry, index) => ({
        // Entries have no id, and the list only grows at its end.
        key: String(index),
        cells: [
          { key: 'at', content: exactTime(entry.at) },
          cell(
            'what',
            <Stack>
              <Text>{say(`audit.${entry.action}`)}</Text>
              <Facts entry={ofCall ? { ...entry, callId: undefined } : entry} />
            </Stack>,
          ),
          cell('outcome', <Outcome entry={entry} />),
        ],
      }))}
    />
  );
}

type Ids = { [K in 'issueKey' | 'callId' | 'by']?: string | undefined };

function Facts({ entry: { issueKey, callId, by } }: { entry: Ids }) {
  const ids = [issueKey, callId].filter((id) => id !== undefined).join(', ');
  return (
    <>
      {ids !== '' && <Text color="color.text.subtle">{ids}</Text>}
      {by !== undefined && <User accountId={by} />}
    </>
  );
}

function Outcome({ entry: { outcome, service, failure, code, ms } }: { entry: AuditEntry }) {
  const { say, sayFailure, span } = useWords();
  const facts = [
    say(`calls.outcomes.${outcome}`),
    code === undefined ? undefined : String(code),
    ms === undefined ? undefined : span(ms),
  ];
  return (
    <Stack>
      <Text>{facts.filter((fact) => fact !== undefined).join(', ')}</Text>
      {failure !== undefined && service !== undefined && (
        <Text color="color.text.subtle">{sayFailure(failure, service)}</Text>
      )}
    </Stack>
  );
}
