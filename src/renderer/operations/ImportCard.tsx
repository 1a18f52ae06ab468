import { IconFileImport, IconFileText } from '@tabler/icons-react';
import { skipToken } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportProfile } from '../../contract/operations.ts';
import { care } from '../platform/care.ts';
import { failureOf } from '../platform/failure.ts';
import { useCare } from '../platform/queries.ts';
import { shell } from '../platform/shell.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Card } from '../ui/Card.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Meter } from '../ui/Meter.tsx';
import { showToast } from '../ui/toast-store.ts';
import { ImportOutcome } from './ImportOutcome.tsx';
import { ImportProfileForm, profileErrors } from './ImportProfileForm.tsx';
import { useImport } from './use-import.ts';

/** Choose a file, check how it will be read, import it and see what became of each row. */
export function ImportCard() {
  const [path, setPath] = useState<string | null>(null);
  const [edited, setEdited] = useState<ImportProfile | null>(null);
  const guess = useCare(care.operations.guessProfile, path === null ? skipToken : { path }, { staleTime: 0 });
  const { state, start, reset } = useImport();
  const busy = state.kind === 'running';
  const profile = edited ?? guess.data?.profile ?? null;
  const choose = async () => {
    try {
      const picked = await shell.pickFile({ title: 'Choose a usage file', extensions: ['csv', 'txt'] });
      if (!picked) return;
      reset();
      setEdited(null);
      setPath(picked.path);
      if (picked.path === path) void guess.refetch();
    } catch (thrown) {
      showToast({ tone: 'neg', text: failureOf(thrown).sentence });
    }
  };
  const wrong = profile ? Object.values(profileErrors(profile)).some(Boolean) : true;
  const begin = () => {
    if (path !== null && profile && !wrong) void start(path, profile);
  };
  const chooser = <Button icon={IconFileText} locked={busy ? 'An import is running.' : null} onClick={() => void choose()}>{path === null ? 'Choose file' : 'Choose another file'}</Button>;
  return (
    <Card title="Import usage" right={path === null ? undefined : chooser} className="ops-import">
      {path === null ? (
        <EmptyState icon={IconFileImport} title="Usage comes in from a file" action={chooser}>
          The product’s own CSV format, Asterisk and FreeSWITCH call records. A file that was imported before changes nothing.
        </EmptyState>
      ) : (
        <Answer of={guess} failed="The file could not be read">
          {(found) => (
            <form className="pad col gap-14" onSubmit={(event) => { event.preventDefault(); begin(); }}>
              <div className="row">
                <IconFileText size={16} stroke={1.75} className="ink-3" aria-hidden="true" />
                <span className="strong ellipsis selectable" title={path}>{found.file}</span>
                <span className="ink-2 nowrap">{found.rows.toLocaleString('en-US')} rows</span>
              </div>
              <ImportProfileForm profile={edited ?? found.profile} guessed={found.profile} onChange={setEdited} disabled={busy} />
              <div className="col gap-4">
                <h3 className="label">First lines</h3>
                <pre className="ops-lines selectable" tabIndex={0} aria-label="First lines of the file">{found.firstLines.join('\n')}</pre>
              </div>
              {state.kind === 'running' && (
                <div className="col gap-4" role="status">
                  <div className="row between t12"><span>{state.step}</span><span className="num ink-2">{state.done.toLocaleString('en-US')} of {state.of.toLocaleString('en-US')}</span></div>
                  <Meter kind="progress" label="Import" value={state.done} max={Math.max(1, state.of)} />
                </div>
              )}
              {state.kind === 'failed' && <Callout tone="neg" role="alert"><span className="strong">Nothing was imported.</span> {state.failure.sentence}{state.failure.reference && ` Reference ${state.failure.reference}.`}</Callout>}
              {state.kind === 'done' && <ImportOutcome result={state.result} />}
              <div className="row end">
                <Button variant={state.kind === 'done' ? 'default' : 'primary'} type="submit" icon={IconFileImport} busy={busy} locked={wrong && !busy ? 'Correct the fields above first.' : null}>{state.kind === 'done' || state.kind === 'failed' ? 'Import again' : 'Import file'}</Button>
              </div>
            </form>
          )}
        </Answer>
      )}
    </Card>
  );
}
