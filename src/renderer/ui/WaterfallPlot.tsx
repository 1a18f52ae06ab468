import { useEffect, useId, useMemo, useState } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, useXAxisScale, useYAxisScale, usePlotArea, XAxis, YAxis } from 'recharts';
import { axisOf, floated, type Step, type WaterfallProps, wrapped } from './chart-types.ts';

const LINE = 13;
/** Width of a letter of a label, on average. */
const LETTER = 5.9;

/** The drawing of a waterfall; loaded when the first one is shown. */
export function WaterfallPlot({ steps, format, formatChange = format, height = 240, onSelect }: WaterfallProps) {
  const axis = axisOf(steps);
  const [lines, setLines] = useState(3);
  return (
    <div aria-hidden="true" style={{ height }}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={[...steps]} margin={{ top: 20, right: 4, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="key" tick={false} tickLine={false} axisLine={{ stroke: 'var(--line-2)' }} interval={0} height={LINE * lines + 4} />
          <YAxis width={44} axisLine={false} tickLine={false} allowDataOverflow domain={[axis.from, axis.to]} ticks={[...axis.ticks]} tickFormatter={(value: number) => format(value).replace(/\.0+$/, '')} tick={{ fontSize: 12, fill: 'var(--ink-3)' }} />
          <Bar dataKey="amount" fill="transparent" isAnimationActive={false} />
          <Bars steps={steps} cut={axis.from > 0} format={format} formatChange={formatChange} onSelect={onSelect} onLines={setLines} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

type BarsProps = { readonly steps: ReadonlyArray<Step>; readonly cut: boolean; readonly format: (value: number) => string; readonly formatChange: (value: number) => string; readonly onSelect: ((key: string) => void) | undefined; /** How many lines the longest label takes. */ readonly onLines: (lines: number) => void };

/** Bars with the line that carries their level on to the next, figure above and words below. A cut axis is marked. */
function Bars({ steps, cut, format, formatChange, onSelect, onLines }: BarsProps) {
  const hatch = useId();
  const x = useXAxisScale();
  const y = useYAxisScale();
  const area = usePlotArea();
  const letters = area ? Math.floor(area.width / steps.length / LETTER) : 0;
  const labels = useMemo(() => steps.map((step) => wrapped(step.label, letters)), [steps, letters]);
  useEffect(() => {
    if (letters > 0) onLines(Math.max(3, ...labels.map((label) => label.length)));
  }, [letters, labels, onLines]);
  if (!x || !y || !area) return null;
  const step = area.width / steps.length;
  const width = Math.min(46, step * 0.66);
  const floor = area.y + area.height;
  const level = (value: number) => Math.min(floor, y(value) ?? floor);
  return (
    <g>
      <defs>
        {(['up', 'down'] as const).map((way) => (
          <pattern key={way} id={`${hatch}${way}`} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width={6} height={6} fill={`var(--c-${way})`} />
            <rect width={2} height={6} fill="var(--surface)" opacity={0.55} />
          </pattern>
        ))}
      </defs>
      {floated(steps).map((one, index) => {
        const left = area.x + step * index + (step - width) / 2;
        const middle = left + width / 2;
        const change = one.kind === 'change';
        const top = level(Math.max(one.from, one.to));
        const bottom = change ? level(Math.min(one.from, one.to)) : floor;
        const way = one.amount > 0 ? 'up' : 'down';
        const fill = !change ? 'var(--c-total)' : one.repeats ? `url(#${hatch}${way})` : `var(--c-${way})`;
        const end = level(one.to);
        return (
          <g key={one.key} onClick={change && onSelect ? () => onSelect(one.key) : undefined} style={change && onSelect ? { cursor: 'pointer' } : undefined}>
            {change && <rect x={middle - step / 2} y={area.y - 18} width={step} height={area.height + 18} fill="transparent" />}
            <rect x={left} y={top} width={width} height={Math.max(2, bottom - top)} rx={2} fill={fill} />
            {!change && cut && <path d={`M${left - 1} ${floor - 9}${zigzag(width + 2)}`} fill="none" stroke="var(--surface)" strokeWidth={2.5} />}
            {index < steps.length - 1 && <line x1={left + width} x2={left + step} y1={end} y2={end} stroke="var(--ink-3)" strokeDasharray="2 2" />}
            <text x={middle} y={top - 6} textAnchor="middle" fontSize={12} fontWeight={change ? 500 : 600} fill="var(--ink)" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {change ? formatChange(one.amount) : format(one.amount)}
            </text>
            {labels[index]?.map((line, at) => (
              <text key={at} x={middle} y={floor + 14 + at * LINE} textAnchor="middle" fontSize={11} fontWeight={change ? 400 : 600} fill={change ? 'var(--ink-2)' : 'var(--ink)'}>
                {line}
              </text>
            ))}
          </g>
        );
      })}
    </g>
  );
}

function zigzag(width: number): string {
  const count = 6;
  return Array.from({ length: count }, (_, index) => ` l${width / count} ${index % 2 ? 5 : -5}`).join('');
}
