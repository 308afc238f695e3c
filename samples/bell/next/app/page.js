import { Bell } from './bell';

export default function Page() {
  return (
    <main>
      <Bell />
      <h1>My app</h1>
    </main>
  );
}
