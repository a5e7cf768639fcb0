import { DynamicTable, Stack, Text, User } from '@forge/react';
import type { AuditEntry } from '../../src/contract/audit';
import { cell } from './cell';
import { useWords } from './use-words';

/** What the app did: ids and codes only. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const { say, time } = useWords();
  return (
    <DynamicTable
      label={say('safety.auditTitle')}
      head={{
        cells: [
          { key: 'at', content: say('calls.at') },
          { key: 'what', content: say('calls.what') },
          { key: 'outcome', content: say('calls.outcome') },
        ],
      }}
      rows={entries.map((entry, index) => ({
        // Entries have no id, and the list only grows at its end.
        key: String(index),
        cells: [
          { key: 'at', content: time(entry.at) },
          cell(
            'what',
            <Stack>
              <Text>{say(`audit.${entry.action}`)}</Text>
              <Facts entry={entry} />
            </Stack>,
          ),
          cell('outcome', <Outcome entry={entry} />),
        ],
      }))}
    />
  );
}

function Facts({ entry: { issueKey, callId, by } }: { entry: AuditEntry }) {
  const ids = [issueKey, callId].filter((id) => id !== undefined).join(', ');
  return (
    <>
      {ids !== '' && <Text color="color.text.subtle">{ids}</Text>}
      {by !== undefined && <User accountId={by} />}
    </>
  );
}

function Outcome({ entry: { outcome, service, failure, code, ms } }: { entry: AuditEntry }) {
  const { say, sayFailure, number } = useWords();
  const facts = [
    say(`calls.outcomes.${outcome}`),
    code === undefined ? undefined : String(code),
    ms === undefined ? undefined : say('trial.seconds', { seconds: number(ms / 1000) }),
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
