"""Words that mean the same at work, by hand: who recruits can help whoever is hiring.

Each line is one meaning. It was written from what people say at meetups, not from the labelled set
in `tests/matching`, and nothing in it was chosen by that set's second half.
"""

KIN = """
hire hires hiring hired recruit recruits recruiting recruiter headhunter talent staffing
money fund funds funding fundraising raise raising investor investors invest angel venture capital
law legal lawyer lawyers solicitor solicitors attorney counsel contracts contract
nurse nurses nursing
doctor doctors physician physicians gp clinician clinicians
hospital hospitals ward wards clinic clinics
school schools classroom classrooms teacher teachers teaching teach
translate translates translator translators translation translating interpreter
write writes writer writers writing copywriter copywriting author editor editing
design designs designer designers designing ux ui
photo photos photograph photographs photographer photographers photography
video videos film films filming filmmaker footage
code coder coding program programmer programming developer developers engineer engineers engineering
app apps ios android mobile
website websites webpage web
data dataset datasets statistics statistician analytics analyst
ai ml llm
sell sells selling sold sales seller
buy buys buying bought buyer buyers purchase purchasing procurement tender tenders
market markets marketing marketer advertising advert adverts
press journalist journalists newspaper reporter media pr
accountant accountants accounting accounts bookkeeper bookkeeping tax taxes
insurance insurer underwriter actuary
house houses housing flat flats apartment apartments rent renting landlord landlords lettings
office offices desk desks coworking
build builds builder builders building construction carpenter carpenters carpentry joiner
architect architects architecture
food chef chefs cook cooks cooking kitchen restaurant restaurants catering caterer
bake bakes baker bakery baking bread sourdough
farm farms farmer farmers farming agriculture growers
energy solar wind battery batteries renewable renewables
climate carbon emissions sustainability
ship ships shipping freight logistics haulage courier warehouse warehouses
factory factories manufacture manufacturer manufacturing
security cybersecurity penetration pentest pentester infosec
privacy gdpr
mentor mentors mentoring coach coaches coaching
charity charities nonprofit nonprofits ngo
music musician musicians band bands
child children kids childcare nursery nanny
paint painter painters painting
speak speaker speakers talk talks keynote
patent patents trademark trademarks
visa visas immigration
trial trials pilot pilots
language languages
swedish sweden stockholm malmö
polish poland warsaw kraków
nigerian nigeria lagos abuja
chinese china mandarin shanghai beijing
german germany berlin
french france paris
""".strip()
