import { Bell } from './bell.jsx';

export const metadata = { title: 'Northwind' };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        <Bell />
        {children}
      </body>
    </html>
  );
}
