/** Shows the app's mark. */
export function Mark({ size }: { size: number }) {
  return <img src="/demo/torque.svg" alt="" width={size} height={size} />;
}
