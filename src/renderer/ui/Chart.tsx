import { lazy, Suspense } from 'react';
import { ChartTable } from './ChartTable.tsx';
import type { BarChartProps, WaterfallProps } from './chart-types.ts';

const LazyBars = lazy(async () => ({ default: (await import('./BarPlot.tsx')).BarPlot }));
const LazySteps = lazy(async () => ({ default: (await import('./WaterfallPlot.tsx')).WaterfallPlot }));

/** Bars side by side, each with its figure above; the figures also as a table that is read aloud. */
export function BarChart(props: BarChartProps) {
  const { label, summary, bars, format, height = 178 } = props;
  const rows = bars.map((bar) => [bar.label, format(bar.value), bar.part ? `${bar.partLabel ?? ''} ${format(bar.part)}` : '', (bar.marks ?? []).map((mark) => mark.label).join(', ')]);
  return (
    <figure style={{ height }} className="chart">
      <ChartTable label={label} summary={summary} head={['Of', 'Amount', 'Part', 'Marks']} rows={rows} />
      <Suspense fallback={<div style={{ height }} />}>
        <LazyBars {...props} height={height} />
      </Suspense>
    </figure>
  );
}

/** From one amount to another step by step; the steps also as a table that is read aloud. */
export function Waterfall(props: WaterfallProps) {
  const { label, summary, steps, format, formatChange = format, height = 240 } = props;
  const rows = steps.map((step) => [step.label, step.kind === 'change' ? formatChange(step.amount) : format(step.amount)]);
  return (
    <figure style={{ height }} className="chart">
      <ChartTable label={label} summary={summary} head={['Step', 'Amount']} rows={rows} />
      <Suspense fallback={<div style={{ height }} />}>
        <LazySteps {...props} height={height} />
      </Suspense>
    </figure>
  );
}
