# What the rehearsal runs: a mail by SMTP.
require_relative "invoice_mailer"

ActionMailer::Base.delivery_method = :smtp
ActionMailer::Base.smtp_settings = { address: "127.0.0.1", port: Integer(ENV.fetch("SMTP_PORT")), enable_starttls_auto: false }

Customer = Struct.new(:id, :email, :name)
InvoiceMailer.ready(Customer.new(7, "grace@example.com", "Grace Hopper"), "47", "https://app.acme.example/invoices/47").deliver_now
