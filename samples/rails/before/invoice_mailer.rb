require "action_mailer"

class InvoiceMailer < ActionMailer::Base
  default from: "billing@acme.example"
  prepend_view_path File.join(__dir__, "views")

  def ready(customer, number, link)
    @number, @link = number, link
    mail to: customer.email, subject: "Invoice #{number} is ready"
  end
end
