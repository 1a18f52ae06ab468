import { ChartTable } from './ChartTable.tsx';
import type { BarChartProps, WaterfallProps } from './chart-types.ts';
import { readLater } from './read-later.tsx';

const Bars = readLater(async () => (await import('./BarPlot.tsx')).BarPlot);
const Steps = readLater(async () => (await import('./WaterfallPlot.tsx')).WaterfallPlot);

/** Reads what draws the charts while nobody waits for one. */
export function loadCharts(): void {
  void Bars.load();
  void Steps.load();
}

/** Bars side by side, each with its figure above; the figures also as a table that is read aloud. */
export function BarChart(props: BarChartProps) {
  const { label, summary, bars, format, height = 178 } = props;
  const rows = bars.map((bar) => [bar.label, format(bar.value), bar.part ? `${bar.partLabel ?? ''} ${format(bar.part)}` : '', (bar.marks ?? []).map((mark) => mark.label).join(', ')]);
  return (
    <figure style={{ height }} className="chart">
      <ChartTable label={label} summary={summary} head={['Of', 'Amount', 'Part', 'Marks']} rows={rows} />
      <Bars.Part {...props} height={height} meanwhile={<div style={{ height }} />} />
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
      <Steps.Part {...props} height={height} meanwhile={<div style={{ height }} />} />
    </figure>
  );
}
