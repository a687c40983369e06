# The demo organization: what a first use of the shell finds. Run by the shell itself; change it to taste and use
# `emsh org reset --force` to begin anew.

New-AcceptedDomain -Name contoso.com -DomainName contoso.com -DomainType Authoritative
Set-AcceptedDomain contoso.com -MakeDefault $true
New-AcceptedDomain -Name fabrikam.com -DomainName fabrikam.com -DomainType InternalRelay

'Mailbox Database 01', 'Mailbox Database 02', 'Archive Database 01' | ForEach-Object { New-MailboxDatabase -Name $_ -Server EXCH01 }
'Default', 'Executives' | ForEach-Object { New-OwaMailboxPolicy -Name $_ }
'Default', 'Field Staff' | ForEach-Object { New-MobileDeviceMailboxPolicy -Name $_ }
'Default MRM Policy', 'ArbitrationMailbox' | ForEach-Object { New-RetentionPolicy -Name $_ }
New-SharingPolicy -Name 'Default Sharing Policy' -Domains 'Anonymous:CalendarSharingFreeBusyReviewer', '*:CalendarSharingFreeBusySimple'
New-RoleAssignmentPolicy -Name 'Default Role Assignment Policy'

$people = @'
First,Last,Title,Department,Office,City
Ken,Sanchez,Chief Executive Officer,Executive,Redmond/1,Redmond
Esther,Valle,Marketing Manager,Marketing,Redmond/2,Redmond
Tony,Smith,Account Executive,Sales,Redmond/3,Redmond
Terry,Adams,Engineer,Research,Redmond/4,Redmond
Ayla,Kol,Help Desk Technician,IT,Redmond/5,Redmond
Kim,Akers,HR Director,Human Resources,Redmond/6,Redmond
Pilar,Pinilla,Sales Manager,Sales,Madrid/1,Madrid
Christian,Hess,Legal Counsel,Legal,Berlin/1,Berlin
Chris,Ashton,Engineer,Research,London/1,London
David,Pelton,Support Engineer,IT,London/2,London
Holly,Holt,Accountant,Finance,Seattle/1,Seattle
Jeff,Hay,Analyst,Finance,Seattle/2,Seattle
John,Woods,Sales Representative,Sales,Boston/1,Boston
Jon,Morris,Engineer,Research,Boston/2,Boston
Kweku,Ako-Adjei,Designer,Marketing,Seattle/3,Seattle
Laura,Norman,Program Manager,Research,Redmond/7,Redmond
Michele,Martin,Executive Assistant,Executive,Redmond/8,Redmond
Rene,Valdes,Warehouse Manager,Operations,Madrid/2,Madrid
Sam,Abolrous,Developer,Research,Redmond/9,Redmond
Suzan,Fine,Buyer,Operations,London/3,London
Andy,Carothers,Trainer,Human Resources,Redmond/10,Redmond
Amy,Alberts,Sales Representative,Sales,Seattle/4,Seattle
Bobby,Moore,Recruiter,Human Resources,Boston/3,Boston
Molly,Dempsey,Paralegal,Legal,Boston/4,Boston
'@ | ConvertFrom-Csv
$password = ConvertTo-SecureString 'not a secret' -AsPlainText -Force
foreach ($person in $people) {
    $name = "$($person.First) $($person.Last)"
    $alias = $person.First.ToLower() + $person.Last.Substring(0, 1).ToLower()
    $null = New-Mailbox -Name $name -Alias $alias -FirstName $person.First -LastName $person.Last -UserPrincipalName "$alias@contoso.com" -PrimarySmtpAddress "$alias@contoso.com" -Database 'Mailbox Database 01' -Password $password
    Set-User $alias -Title $person.Title -Department $person.Department -Office $person.Office -City $person.City -Company Contoso
}

'Conference Room 1', 'Conference Room 2', 'Board Room' | ForEach-Object { New-Mailbox -Name $_ -Room -Office Redmond }
'Projector 1', 'Company Van' | ForEach-Object { New-Mailbox -Name $_ -Equipment }
'Sales', 'Help Desk', 'Info' | ForEach-Object { New-Mailbox -Name "$_ Mailbox" -Shared }

New-MailContact -Name 'Debra Garcia' -FirstName Debra -LastName Garcia -ExternalEmailAddress debra.garcia@fabrikam.com
New-MailContact -Name 'Adatum Orders' -ExternalEmailAddress orders@adatum.com
New-MailUser -Name 'Ed Meadows' -FirstName Ed -LastName Meadows -ExternalEmailAddress ed.meadows@tailspintoys.com -UserPrincipalName edm@contoso.com -Password $password
New-MailUser -Name 'Marie Reinhart' -FirstName Marie -LastName Reinhart -ExternalEmailAddress marie@adatum.com -UserPrincipalName marier@contoso.com -Password $password

New-DistributionGroup -Name 'Sales Team' -Members tonys, pilarp, johnw, amya
New-DistributionGroup -Name Engineering -Members terrya, chrisa, jonm, sama
New-DistributionGroup -Name 'Human Resources' -Type Security -Members kima, andyc, bobbym
New-DistributionGroup -Name 'All Staff' -Members 'Sales Team', Engineering, 'Human Resources'
